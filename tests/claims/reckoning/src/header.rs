pub const VERSION: u8 = 4;
#[repr(C, packed)]
#[derive(Clone, Copy)]
pub struct Header {
    version_len: u8,
    pub kind: u8,
    total: u16,
    pub ident: u16,
}
pub const fn pack(len: usize) -> u8 {
    (VERSION << 4) | ((len + 3) / 4) as u8
}
impl Header {
    pub fn new(len: usize, total: u16, ident: u16) -> Self {
        Self {
            version_len: pack(len),
            kind: 1,
            total: total.to_be(),
            ident: ident.to_le(),
        }
    }
    pub fn header_len(&self) -> usize {
        (self.version_len & 0xf) as usize * 4
    }
    pub fn version(&self) -> u8 {
        self.version_len >> 4
    }
    pub fn total(&self) -> u16 {
        u16::from_be(self.total)
    }
}
#[derive(Debug, PartialEq)]
pub enum Bad {
    Short,
    Version(u8),
    Size { at: usize, len: usize },
}
pub fn check(bytes: &[u8]) -> Result<usize, Bad> {
    if bytes.len() < 6 {
        return Err(Bad::Short);
    }
    if bytes[0] >> 4 != VERSION {
        return Err(Bad::Version(bytes[0] >> 4));
    }
    Ok((bytes[0] & 0xf) as usize * 4)
}
pub struct Image {
    pub magic: [u8; 4],
    pub phsize: u16,
    pub phnum: u16,
}
pub const MAGIC: [u8; 4] = [0x7f, b'E', b'L', b'F'];
impl Image {
    pub fn check(&self) -> Result<(), Bad> {
        if self.magic != MAGIC {
            return Err(Bad::Short);
        }
        if self.phsize as usize != 56 {
            return Err(Bad::Size { at: 54, len: 2 });
        }
        Ok(())
    }
}
pub struct Segment {
    pub addr: usize,
    pub len: usize,
}
impl Segment {
    pub fn end(&self) -> Option<usize> {
        self.addr.checked_add(self.len)
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}
