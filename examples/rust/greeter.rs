//! The interfaces of greeter.wit, with the canonical ABI written by hand. An argument belongs to the function that got it; a
//! result belongs to whoever called until the post-return function, `cabi_post_…`, gives it back.
use std::alloc::{alloc, realloc, Layout};

/// Room for arguments, which whoever calls fills.
#[export_name = "cabi_realloc"]
pub unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
    if size == 0 {
        return align as *mut u8;
    }
    let at = if old_size == 0 {
        alloc(Layout::from_size_align_unchecked(size, align))
    } else {
        realloc(old, Layout::from_size_align_unchecked(old_size, align), size)
    };
    assert!(!at.is_null(), "out of memory");
    at
}

/// A list as it is passed, and a string, which is a list of bytes: where it begins, and how long it is.
#[repr(C)]
pub struct List<T> {
    start: *mut T,
    length: usize,
}

type Text = List<u8>;

impl<T> List<T> {
    unsafe fn take(self) -> Vec<T> {
        match self.length {
            0 => Vec::new(),
            length => Vec::from_raw_parts(self.start, length, length),
        }
    }

    fn give(values: Vec<T>) -> List<T> {
        let values = Box::leak(values.into_boxed_slice());
        List { start: values.as_mut_ptr(), length: values.len() }
    }
}

impl Text {
    unsafe fn take_string(self) -> String {
        String::from_utf8(self.take()).expect("whoever calls passes UTF-8")
    }
}

/// Results of more than one number are told by their address.
fn give<T>(result: T) -> *mut T {
    Box::into_raw(Box::new(result))
}

#[export_name = "arcella:greeter/greetings@0.1.0#greet"]
pub unsafe extern "C" fn greet(start: *mut u8, length: usize) -> *mut Text {
    let name = Text { start, length }.take_string();
    give(List::give(format!("Hello, {}!", name).into_bytes()))
}

#[export_name = "cabi_post_arcella:greeter/greetings@0.1.0#greet"]
pub unsafe extern "C" fn greet_done(result: *mut Text) {
    Box::from_raw(result).take();
}

/// Records are structs, an option is a flag and a value.
#[repr(C)]
pub struct Person {
    name: Text,
    has_age: bool,
    age: u8,
}

#[export_name = "arcella:greeter/greetings@0.1.0#introduce"]
pub unsafe extern "C" fn introduce(start: *mut Person, length: usize, language: u32) -> *mut List<Text> {
    let words = if language == 1 { "Das ist" } else { "This is" };
    let lines = List { start, length }.take().into_iter().map(|person| {
        let age = if person.has_age { format!(", {}", person.age) } else { String::new() };
        List::give(format!("{} {}{}.", words, person.name.take_string(), age).into_bytes())
    });
    give(List::give(lines.collect()))
}

#[export_name = "cabi_post_arcella:greeter/greetings@0.1.0#introduce"]
pub unsafe extern "C" fn introduce_done(result: *mut List<Text>) {
    for line in Box::from_raw(result).take() {
        line.take();
    }
}

#[export_name = "arcella:greeter/calculator@0.1.0#add"]
pub extern "C" fn add(a: u32, b: u32) -> u32 {
    a.wrapping_add(b)
}

/// Variants: `repr(C, u8)` is their layout.
#[repr(C, u8)]
pub enum Fault {
    DivisionByZero,
    Overflow(i64),
}

#[repr(C, u8)]
pub enum Division {
    Ok(i32),
    Err(Fault),
}

#[export_name = "arcella:greeter/calculator@0.1.0#divide"]
pub extern "C" fn divide(a: i32, b: i32) -> *mut Division {
    give(match a.checked_div(b) {
        Some(quotient) => Division::Ok(quotient),
        None if b == 0 => Division::Err(Fault::DivisionByZero),
        None => Division::Err(Fault::Overflow(i64::from(a) / i64::from(b))),
    })
}

#[export_name = "cabi_post_arcella:greeter/calculator@0.1.0#divide"]
pub unsafe extern "C" fn divide_done(result: *mut Division) {
    drop(Box::from_raw(result));
}

#[export_name = "arcella:greeter/calculator@0.1.0#reverse"]
pub unsafe extern "C" fn reverse(start: *mut u8, length: usize) -> *mut Text {
    let mut bytes = Text { start, length }.take();
    bytes.reverse();
    give(List::give(bytes))
}

#[export_name = "cabi_post_arcella:greeter/calculator@0.1.0#reverse"]
pub unsafe extern "C" fn reverse_done(result: *mut Text) {
    Box::from_raw(result).take();
}
