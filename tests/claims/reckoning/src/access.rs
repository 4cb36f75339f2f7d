#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Root,
    User,
    Guest,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denied {
    NotOwner,
    ReadOnly,
}
#[derive(Clone, Copy)]
pub struct Mode(u16);
impl Mode {
    pub const fn new(bits: u16) -> Self {
        Mode(bits & 0o777)
    }
    pub fn bits(self) -> u16 {
        self.0
    }
    pub fn can_read(self) -> bool {
        self.0 & 0o4 != 0
    }
    pub fn can_write(self) -> bool {
        self.0 & 0o2 != 0
    }
}
pub fn may_write(role: Role, mode: Mode) -> Result<(), Denied> {
    match role {
        Role::Root => Ok(()),
        _ if !mode.can_write() => Err(Denied::ReadOnly),
        Role::User => Ok(()),
        Role::Guest => Err(Denied::NotOwner),
    }
}
pub fn shift_of(role: Role) -> u32 {
    match role {
        Role::Root => 6,
        Role::User => 3,
        Role::Guest => 0,
    }
}
impl From<Denied> for i32 {
    fn from(d: Denied) -> i32 {
        match d {
            Denied::NotOwner => -1,
            Denied::ReadOnly => -30,
        }
    }
}
#[derive(Debug, PartialEq, Clone, Copy)]
pub enum ArgKind {
    Missing(&'static str),
    InvalidMajor,
    InvalidMinor,
    Unknown,
}
#[derive(Debug, PartialEq, Clone, Copy)]
pub struct ArgError {
    kind: ArgKind,
    at: usize,
    len: usize,
}
impl ArgError {
    pub fn kind(&self) -> ArgKind {
        self.kind
    }
    pub fn at(&self) -> usize {
        self.at
    }
}
pub fn parse_pair(text: &str) -> Result<(u32, u32), ArgError> {
    let mut at = 0;
    let mut it = text.split(' ');
    let major = it.next().unwrap_or("");
    if major.is_empty() {
        return Err(ArgError {
            kind: ArgKind::Missing("major"),
            at,
            len: 0,
        });
    }
    let a = major.parse::<u32>().map_err(|_| ArgError {
        kind: ArgKind::InvalidMajor,
        at,
        len: major.len(),
    })?;
    at += major.len() + 1;
    let minor = it.next().unwrap_or("");
    let b = minor.parse::<u32>().map_err(|_| ArgError {
        kind: ArgKind::InvalidMinor,
        at,
        len: minor.len(),
    })?;
    Ok((a, b))
}
