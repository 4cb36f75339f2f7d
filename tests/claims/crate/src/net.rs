use crate::disk::{Disk, Fault, Low};
#[cfg(feature = "net")]
pub fn send(d: &mut Disk) -> Result<u32, Fault> {
    let n = d.read(1)?;
    if n == 0 {
        d.reset();
        return Err(Fault::Gone);
    }
    Ok(n)
}
pub fn poll(d: &mut Disk) -> u32 {
    match d.read(2) {
        Ok(n) => n,
        Err(_) => {
            d.reset();
            0
        }
    }
}
pub fn lossy(d: &mut Disk) -> u32 {
    d.read(3).unwrap_or(0)
}
pub fn bad(d: &mut Disk) {
    let _ = d.read(4);
    d.reset();
}
pub fn fix(l: Low) -> Fault {
    l.into()
}
