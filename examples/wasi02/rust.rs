// Files, folders, environment, time, random and standard streams as Rust's library uses them.
use std::collections::HashMap;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

// Old C libraries take all memory that there is at their first allocation for theirs, the adapter's page too; with this
// function to be called, the adapter asks for its page instead.
#[export_name = "cabi_realloc"]
pub unsafe extern "C" fn realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
    use std::alloc::Layout;
    if old_size == 0 {
        std::alloc::alloc(Layout::from_size_align_unchecked(size.max(1), align))
    } else {
        std::alloc::realloc(old, Layout::from_size_align_unchecked(old_size, align), size)
    }
}

fn main() -> io::Result<()> {
    // Environment and arguments.
    assert_eq!(env::var("NAME").as_deref(), Ok("value"));
    assert!(env::var("HOME").is_err());
    let arguments: Vec<String> = env::args().collect();
    assert_eq!(arguments[1..], ["one", "two words"]);

    // Time: a sleep takes at least as long as it says.
    let start = Instant::now();
    std::thread::sleep(Duration::from_millis(5));
    assert!(start.elapsed() >= Duration::from_millis(5));
    assert!(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() > 1_700_000_000);

    // Random: hash maps of two programs' parts differ in their seeds.
    let mut map = HashMap::new();
    for i in 0..1000 {
        map.insert(i, i * i);
    }
    assert_eq!(map[&30], 900);

    // Files.
    let root = Path::new("/data");
    let name = root.join("a.txt");
    let mut file = File::create(&name)?;
    for i in 0..10_000 {
        writeln!(file, "line {}", i)?;
    }
    drop(file);
    let mut file = OpenOptions::new().read(true).write(true).open(&name)?;
    file.seek(SeekFrom::Start(5))?;
    let mut digit = [0];
    file.read_exact(&mut digit)?;
    assert_eq!(&digit, b"0");
    file.seek(SeekFrom::End(0))?;
    file.write_all(b"end\n")?;
    file.sync_all()?;
    file.seek(SeekFrom::Start(0))?;
    let lines: Vec<String> = io::BufReader::new(&file).lines().collect::<Result<_, _>>()?;
    assert_eq!(lines.len(), 10_001);
    assert_eq!(lines[9_999], "line 9999");
    assert_eq!(lines[10_000], "end");
    file.set_len(6)?;
    assert_eq!(file.metadata()?.len(), 6);
    OpenOptions::new().append(true).open(&name)?.write_all(b"\nappended")?;
    assert_eq!(fs::read_to_string(&name)?, "line 0\nappended");

    // Folders.
    let folder = root.join("folder");
    fs::create_dir(&folder)?;
    fs::rename(&name, folder.join("b.txt"))?;
    fs::copy(folder.join("b.txt"), folder.join("c.txt"))?;
    fs::hard_link(folder.join("b.txt"), folder.join("d.txt"))?;
    let mut names: Vec<String> =
        fs::read_dir(&folder)?.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["b.txt", "c.txt", "d.txt"]);
    assert!(fs::remove_dir(&folder).is_err());
    fs::remove_dir_all(&folder)?;
    assert!(!folder.exists());
    assert_eq!(File::open(root.join("missing")).unwrap_err().kind(), io::ErrorKind::NotFound);
    assert!(File::open("/etc/passwd").is_err());
    assert!(fs::read_dir("/data/../..").is_err());

    // Standard streams.
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    println!("{}", text.to_uppercase());
    eprintln!("done");
    std::process::exit(if text.is_empty() { 1 } else { 0 });
}
