#![allow(dead_code)]
pub mod disk;
pub mod net;
pub mod path;
mod util;

#[macro_export]
macro_rules! shout {
    ($x:expr) => {
        $x
    };
}
macro_rules! whisper {
    ($x:expr) => {
        $x
    };
}
