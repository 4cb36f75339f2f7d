// Integers of all widths, in a debug build: overflow panics.

fn id<T>(x: T) -> T { x }

pub fn case_add_overflow_u8() { let a: u8 = 250; println!("{}", a + 5); println!("{}", id(a) + 6); }
pub fn case_sub_overflow_usize() { let a: usize = 3; println!("{}", a - 3); println!("{}", id(a) - 4); }
pub fn case_mul_overflow_i32() { let a = 65_536i32; println!("{}", a * 32_767); println!("{}", id(a) * 32_768); }
pub fn case_neg_overflow_i8() { let a: i8 = -127; println!("{}", -a); let b = id(-128i8); println!("{}", -b); }
pub fn case_div_by_zero() { let z = id(0u32); println!("{}", 7 / z); }
pub fn case_rem_by_zero() { let z = id(0i64); println!("{}", 7 % z); }
pub fn case_div_overflow() { let m = id(i32::MIN); println!("{}", m / 2); println!("{}", m / id(-1)); }
pub fn case_rem_overflow() { let m = id(i64::MIN); println!("{}", m % 7); println!("{}", m % id(-1)); }
pub fn case_division_truncates() {
    for a in [-7i32, -6, -1, 0, 1, 6, 7] { for b in [-3i32, -2, 2, 3] { println!("{a}/{b} = {} rem {}", a / b, a % b); } }
}
pub fn case_shifts() {
    let a = 0b1001u8;
    println!("{} {} {} {}", a << 1, a << 4, a << 7, a >> 3);
    let n = -9i16;
    println!("{} {} {}", n >> 1, n << 3, n >> 15);
    println!("{}", id(1u32) << id(31u8));
    println!("{}", id(1u32) << id(32));
}
pub fn case_shift_right_too_far() { println!("{}", id(1u64) >> id(64)); }
pub fn case_shift_negative() { println!("{}", id(1u64) >> id(-1i32)); }
pub fn case_bits() {
    let (a, b) = (0b1100u16, 0b1010u16);
    println!("{} {} {} {}", a & b, a | b, a ^ b, !a);
    println!("{} {}", !0i32, !5i64);
    println!("{}", 0xffff_ffff_ffff_f000u64 & !0xfff);
    println!("{}", usize::MAX & !(4096 - 1));
}
pub fn case_casts() {
    let big = 0x1_2345_6789u64;
    println!("{} {} {} {}", big as u32, big as u16, big as u8, big as i8);
    println!("{} {} {}", -1i32 as u8, -1i32 as u64, -1i64 as usize);
    println!("{} {} {}", 200u8 as i8, 200u8 as i32, 0x8000_0000u32 as i32);
    println!("{} {} {}", 'a' as u32, 97u8 as char, true as u8);
    println!("{} {} {} {}", 3.99f64 as i32, -3.99f64 as i32, 300.5f64 as u8, -1.0f64 as u8);
    println!("{} {}", 7i32 as f64 / 2.0, u64::MAX as f64 as u64);
    println!("{}", i128::MAX as u64);
}
pub fn case_limits() {
    println!("{} {} {} {}", u8::MAX, i8::MIN, i16::MAX, u16::MAX);
    println!("{} {} {} {}", u32::MAX, i32::MIN, u64::MAX, i64::MIN);
    println!("{} {} {}", u128::MAX, i128::MIN, usize::MAX);
    println!("{} {}", u32::BITS, usize::BITS);
}
pub fn case_wrapping() {
    println!("{} {} {}", 250u8.wrapping_add(10), 3u32.wrapping_sub(5), i32::MIN.wrapping_neg());
    println!("{} {}", i64::MAX.wrapping_mul(3), 1u8.wrapping_shl(9));
    println!("{} {}", i8::MIN.wrapping_div(-1), i8::MIN.wrapping_abs());
}
pub fn case_checked() {
    println!("{:?} {:?}", 250u8.checked_add(5), 250u8.checked_add(6));
    println!("{:?} {:?}", 3usize.checked_sub(3), 3usize.checked_sub(4));
    println!("{:?} {:?}", 4i32.checked_div(0), i32::MIN.checked_div(-1));
    println!("{:?} {:?}", 2u32.checked_pow(31), 2u32.checked_pow(32));
    println!("{:?} {:?}", 1u32.checked_shl(31), 1u32.checked_shl(32));
    println!("{:?}", 7usize.checked_next_multiple_of(4));
    println!("{:?}", usize::MAX.checked_next_multiple_of(4096));
    println!("{:?} {:?}", 5u8.checked_add_signed(-6), 5u8.checked_add_signed(-5));
}
pub fn case_saturating() {
    println!("{} {} {}", 250u8.saturating_add(10), 3u32.saturating_sub(5), i32::MAX.saturating_mul(2));
    println!("{} {}", i8::MIN.saturating_sub(1), (-100i8).saturating_add(-100));
}
pub fn case_overflowing() {
    println!("{:?} {:?}", 250u8.overflowing_add(10), 5i32.overflowing_sub(3));
    println!("{:?}", i32::MIN.overflowing_neg());
}
pub fn case_number_methods() {
    println!("{} {} {} {}", 10u32.pow(3), (-7i32).abs(), (-7i32).signum(), 7u8.count_ones());
    println!("{} {} {}", 8u32.leading_zeros(), 8u32.trailing_zeros(), 0u16.leading_zeros());
    println!("{} {} {}", 5u8.is_power_of_two(), 5u32.next_power_of_two(), 17usize.next_multiple_of(8));
    println!("{} {} {}", (-7i32).rem_euclid(3), (-7i32).div_euclid(3), 7u32.div_ceil(2));
    println!("{} {} {}", 3.max(7), 3u8.min(7), 15.clamp(0, 10));
    println!("{} {}", 0x12u8.rotate_left(4), 0x1234u16.swap_bytes());
    println!("{} {}", 3u8.abs_diff(10), (-3i8).abs_diff(10));
    println!("{} {}", 1000u32.ilog2(), 1000u32.ilog10());
    println!("{:?} {:?}", 258u16.to_le_bytes(), 258u16.to_be_bytes());
    println!("{}", u32::from_le_bytes([1, 2, 0, 0]));
}
pub fn case_logarithms() {
    println!("{:?} {:?} {:?}", 0u32.checked_ilog2(), 1u32.checked_ilog2(), u32::MAX.checked_ilog2());
    println!("{:?} {:?} {:?}", id(-5i32).checked_ilog2(), 999u16.checked_ilog10(), 0u8.checked_ilog10());
    println!("{} {} {:?} {:?}", 125u32.ilog(5), 124u64.ilog(5), 7u32.checked_ilog(1), 81u8.checked_ilog(3));
    println!("{}", id(0u64).checked_ilog2().unwrap_or(63) + 1);
}
pub fn case_ilog_of_zero() { println!("{}", id(0u32).ilog(10)); }
pub fn case_bits_turned() {
    println!("{} {} {}", 1u8.reverse_bits(), 0x1234u16.reverse_bits(), (-2i8).reverse_bits());
    println!("{:?} {:?} {:?}", 1u8.overflowing_shl(9), 0x80u8.overflowing_shr(7), (-1i32).overflowing_shr(40));
    println!("{:?} {:?} {}", i8::MIN.checked_abs(), (-3i8).checked_abs(), i16::MIN.saturating_abs());
}
pub fn case_pow_overflow() { println!("{}", id(10u8).pow(3)); }
pub fn case_abs_overflow() { println!("{}", id(i32::MIN).abs()); }
pub fn case_compound_assignment() {
    let mut a = 10u8;
    a += 5; println!("{a}"); a -= 3; println!("{a}"); a *= 2; println!("{a}"); a /= 5; println!("{a}"); a %= 3; println!("{a}");
    a |= 0b1100; println!("{a}"); a &= 0b0110; println!("{a}"); a ^= 0xff; println!("{a}"); a >>= 4; println!("{a}"); a <<= 2; println!("{a}");
    a += 200; println!("{a}");
}
pub fn case_literal_types() {
    let a = 300; let b: u16 = a; println!("{b}");
    let c = 1_000_000u64 * 5_000_000; println!("{c}");
    let d = 0xffu8; let e = 0o17; let f = 0b1010_i64; println!("{d} {e} {f}");
    let g = b'a'; println!("{g}");
    let h = -5; let i: i64 = h; println!("{}", i * 2);
}
pub fn case_default_integer_is_i32() { let a = 2147483647; let b = a; println!("{}", b); println!("{}", b + 1); }
pub fn case_infers_later() { let mut total = 0; for x in [200u8, 50, 10] { total += x; println!("{total}"); } }
pub fn case_infers_from_call() { fn takes(x: u8) -> u8 { x } let a = 255; println!("{}", takes(a)); let b = 1; println!("{}", takes(a) + b); }
pub fn case_infers_in_struct() {
    struct S { a: u8, b: i64 }
    let x = 200; let s = S { a: x, b: -1 };
    println!("{} {}", s.a, s.b << 40);
    println!("{}", s.a + 100);
}
pub fn case_infers_in_vec() { let mut v = Vec::new(); v.push(250); v.push(5); let t: u8 = v[0]; println!("{t}"); println!("{}", v[0] + v[1]); println!("{}", v[0] + v[1] + 1); }
pub fn case_comparisons() {
    println!("{} {} {}", 1 < 2, -1i8 < 1, u8::MAX > 254);
    println!("{:?} {:?}", 3.cmp(&4), 2.5f64.partial_cmp(&1.0));
    println!("{} {}", (1, "b") < (1, "c"), [1, 2, 3] < [1, 3, 0]);
    println!("{}", f64::NAN == f64::NAN);
}
pub fn case_floats() {
    println!("{} {} {} {}", 1.0, 0.1 + 0.2, 1e21, 1.5e-7);
    println!("{:?} {:?} {:?} {:?}", 1.0, 0.1f32, 1e16, 1e-7);
    println!("{} {} {}", 1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0);
    println!("{:.2} {:8.3}| {:<8}| {:+}", 3.14159, 2.5, 1.5, 2.0);
    println!("{} {} {}", 7.5 % 2.0, -7.5 % 2.0, -0.0);
}
pub fn case_formats() {
    println!("{:5}|{:<5}|{:^5}|{:>5}|{:05}|{:+}", 42, 42, 42, 42, 42, 42);
    println!("{:x} {:X} {:#x} {:#b} {:#o} {:08b} {:#010x}", 255, 255, 255, 5, 8, 5, 255);
    println!("{:x} {:b}", -1i8, -2i8);
    println!("{:*^9}|{:->6}|{:#<4}", "mid", 7, 'x');
    let (w, p) = (7, 2);
    println!("{:w$}|{:>1$}|{:.p$}|{:.*}|{:w$.p$}", 1, 6, 1.23456, 3, 9.87654321, 5.5);
    println!("{0} {1} {0} {name}", 1, 2, name = "n");
    println!("{{}} {{{}}}", 5);
    println!("{:?} {:?} {:?}", "a\"b\n\t\\", 'c', '\'');
    println!("{:5}|{:<3}|{:>5}|{:.2}", "ab", "abcd", true, "abcdef");
    println!("{:?} {:?}", (1, "x", 'y'), ((),));
    println!("{:02x?} {:?}", [1, 255], Some(3));
}
