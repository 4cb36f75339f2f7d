pub(crate) fn half(n: u32) -> u32 {
    n / 2
}
fn secret() {}
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn halves() {
        assert_eq!(half(4), 2);
        Some(1).unwrap();
    }
    #[test]
    #[ignore]
    fn slow() {}
}
