//! A bundle: files in one .zip under one folder, with their SHA-256 in a list that `sha256sum -c` reads as well. Knows nothing
//! of what the files are.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Component, Path};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::whole::{Existing, Stop, write_whole};
use crate::say;
use crate::text::Text;
use crate::text::clean::clean;
use crate::text::hash::{fingerprint, hex};

/// The list of sums in a bundle.
pub const SUMS: &str = "SHA256SUMS";
/// Files of a bundle, at most, and bytes of one that is read into memory.
const MOST_FILES: usize = 100_000;
const MOST_READ: usize = 256 * 1024 * 1024;
/// Bytes of a whole bundle, at most: more is no case's file.
const MOST_BYTES: u64 = 64 * 1024 * 1024 * 1024;

/// A bundle that is written.
pub struct Writer<'file> {
    zip: ZipWriter<&'file mut File>,
    folder: String,
    sums: String,
}

impl Writer<'_> {
    /// Adds a file; its SHA-256, hex.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<String, Stop> {
        let sum = fingerprint(bytes);
        // Made the same at any time: no time of the day stands in it.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600);
        self.zip.start_file(format!("{}/{name}", self.folder), options)?;
        self.zip.write_all(bytes)?;
        self.sums.push_str(&format!("{sum}  {name}\n"));
        Ok(sum)
    }
}

/// Writes a bundle whole or not at all; the SHA-256 of its list of sums, which stands for all of it.
///
/// # Errors
/// When the file is there and to be kept, or can't be written, or what is to be added can't be had.
pub fn write(
    path: &Path,
    existing: Existing,
    folder: &str,
    add: impl FnOnce(&mut Writer<'_>) -> Result<(), Stop>,
) -> Result<String, Text> {
    write_whole(path, existing, |file| {
        let mut writer = Writer { zip: ZipWriter::new(file), folder: folder.to_owned(), sums: String::new() };
        add(&mut writer)?;
        let sums = std::mem::take(&mut writer.sums);
        let fingerprint = writer.add(SUMS, sums.as_bytes())?;
        writer.zip.finish()?;
        Ok(fingerprint)
    })
}

/// A bundle that was held against its sums.
#[derive(Debug, Default)]
pub struct Verified {
    /// The SHA-256 of its list of sums.
    pub fingerprint: String,
    /// Files, by name, with their sums.
    pub sums: BTreeMap<String, String>,
    /// What is wrong with them.
    pub faults: Vec<Text>,
    /// The contents of the files that were asked for.
    pub kept: BTreeMap<String, Vec<u8>>,
}

/// Holds a bundle, a .zip or the folder unpacked from one, against its sums; `keep` says which files are to be looked into.
///
/// # Errors
/// When it can't be read, or has no list of sums.
pub fn verify(path: &Path, keep: impl Fn(&str) -> bool) -> Result<Verified, Text> {
    let mut found = Verified::default();
    let mut there: BTreeMap<String, String> = BTreeMap::new();
    let (mut list, mut left) = (None, MOST_BYTES);
    let mut take = |name: String, reader: &mut dyn Read| -> Result<(), Text> {
        let looked_into = name == SUMS || keep(&name);
        let (sum, bytes) = read(reader, looked_into, &mut left).map_err(|e| unreadable(path, &e))?;
        if name == SUMS {
            if list.is_some() {
                return Err(unreadable(path, &"2 × SHA256SUMS"));
            }
            found.fingerprint = sum;
            list = Some(String::from_utf8_lossy(&bytes).into_owned());
            return Ok(());
        }
        if looked_into {
            found.kept.insert(name.clone(), bytes);
        }
        if there.insert(name.clone(), sum).is_some() {
            found.faults.push(say!("{n} 出现两次", "{n} is there twice", n = clean(&name).into_owned()));
        }
        Ok(())
    };
    if path.is_dir() {
        from_folder(path, path, &mut take)?
    } else {
        from_zip(path, &mut take)?
    }
    let list = list.ok_or_else(|| {
        say!("「{p}」里没有 {s}", "there is no {s} in '{p}'", p = path.display().to_string(), s = SUMS)
    })?;
    for line in list.lines() {
        let Some((sum, name)) = line.split_once("  ") else {
            found.faults.push(say!("{s} 里有看不懂的一行", "{s} has a line that isn't one", s = SUMS));
            continue;
        };
        found.sums.insert(name.to_owned(), sum.to_owned());
        let name = clean(name).into_owned();
        match there.remove(name.as_str()) {
            None => found.faults.push(say!("缺少 {n}", "{n} is missing", n = name)),
            Some(is) if is != sum => found.faults.push(say!("{n} 被改动过", "{n} was altered", n = name)),
            Some(_) => {}
        }
    }
    for name in there.keys() {
        found.faults.push(say!("多出 {n}", "{n} doesn't belong to it", n = clean(name).into_owned()));
    }
    Ok(found)
}

type Take<'a> = &'a mut dyn FnMut(String, &mut dyn Read) -> Result<(), Text>;

fn from_zip(path: &Path, take: Take<'_>) -> Result<(), Text> {
    let failed = |e: &dyn std::fmt::Display| unreadable(path, e);
    let file = File::open(path).map_err(|e| failed(&e))?;
    let mut zip = ZipArchive::new(file).map_err(|e| failed(&e))?;
    if zip.len() > MOST_FILES {
        return Err(failed(&"> 100000"));
    }
    let mut root: Option<String> = None;
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).map_err(|e| failed(&e))?;
        if file.is_dir() {
            continue;
        }
        let whole = file.name().map_err(|e| failed(&e))?.into_owned();
        // The one folder that all of it is in, and no way out of it.
        let parts: Vec<&str> = whole.split('/').collect();
        let bad = parts.len() < 2
            || parts.iter().any(|part| matches!(*part, "" | "." | "..") || part.contains('\\'));
        if bad || root.get_or_insert_with(|| parts[0].to_owned()) != parts[0] {
            return Err(failed(&clean(&whole)));
        }
        take(parts[1..].join("/"), &mut file)?;
    }
    Ok(())
}

fn from_folder(root: &Path, folder: &Path, take: Take<'_>) -> Result<(), Text> {
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
        let path = entry.map_err(|e| unreadable(folder, &e))?.path();
        // What is linked to is not in the bundle.
        let kind = path.symlink_metadata().map_err(|e| unreadable(&path, &e))?;
        if kind.is_dir() {
            from_folder(root, &path, take)?;
        } else if kind.is_file() {
            let parts = path.strip_prefix(root).unwrap_or(&path).components();
            let names = parts.filter_map(|part| match part {
                Component::Normal(name) => Some(name.to_string_lossy()),
                _ => None,
            });
            let name = names.collect::<Vec<_>>().join("/");
            take(name, &mut File::open(&path).map_err(|e| unreadable(&path, &e))?)?;
        }
    }
    Ok(())
}

/// The sum of what is read, and the bytes where they are wanted; `left`: how many more the bundle may have.
fn read(reader: &mut dyn Read, wanted: bool, left: &mut u64) -> std::io::Result<(String, Vec<u8>)> {
    let (mut hash, mut kept, mut buffer) = (Sha256::new(), Vec::new(), vec![0; 64 * 1024]);
    loop {
        let count = reader.read(&mut buffer)?;
        if count == 0 {
            return Ok((hex(&hash.finalize()), kept));
        }
        hash.update(&buffer[..count]);
        let over = left.checked_sub(count as u64).is_none() || (wanted && kept.len() + count > MOST_READ);
        if over {
            return Err(std::io::Error::from(std::io::ErrorKind::FileTooLarge));
        }
        *left -= count as u64;
        if wanted {
            kept.extend_from_slice(&buffer[..count]);
        }
    }
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Text {
    say!(
        "读不了「{p}」: {w}",
        "can't read '{p}': {w}",
        p = clean(&path.to_string_lossy()).into_owned(),
        w = why.to_string()
    )
}
