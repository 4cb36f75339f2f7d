pub mod access;
pub mod fault;
pub mod header;
pub mod size;
pub mod time;
