//! A file that appears whole or not at all, readable by its owner only: what every export is written through.

use std::error::Error;
use std::fmt::Display;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// Whether a file that is there may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Refuse.
    Keep,
    /// Replace it, once the new one is whole.
    Replace,
}

impl Existing {
    /// As it was asked.
    #[must_use]
    pub const fn replaced(replace: bool) -> Self {
        if replace { Self::Replace } else { Self::Keep }
    }
}

/// Why writing stopped: what was to be written, or the file.
pub enum Stop {
    /// What was to be written could not be had.
    Content(Text),
    /// The file could not be written.
    Write(Box<dyn Error>),
}

impl<E: Error + 'static> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Write(Box::new(error))
    }
}

/// Has a file written beside its place and puts it there once it is whole and on disk.
///
/// # Errors
/// When the file is there and to be kept, or can't be written, or `write` stops. The file is then as it was.
pub fn write_whole<T>(
    path: &Path,
    existing: Existing,
    write: impl FnOnce(&mut File) -> Result<T, Stop>,
) -> Result<T, Text> {
    let name = clean(&path.to_string_lossy()).into_owned();
    let failed = |why: &dyn Display| {
        say!(
            "写不了文件「{name}」: {why}",
            "can't write the file '{name}': {why}",
            name = name,
            why = why.to_string()
        )
    };
    let taken = || {
        say!(
            "文件「{name}」已经存在: 请换个名字, 或要求覆盖",
            "the file '{name}' is there already: choose another name, or ask to replace it",
            name = name
        )
    };
    if existing == Existing::Keep && path.symlink_metadata().is_ok() {
        return Err(taken());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    let written = write(file.as_file_mut()).map_err(|stop| match stop {
        Stop::Content(why) => why,
        Stop::Write(error) => failed(&error),
    })?;
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    let kept = match existing {
        Existing::Keep => file.persist_noclobber(path),
        Existing::Replace => file.persist(path),
    };
    match kept {
        Ok(_) => Ok(written),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Err(taken()),
        Err(error) => Err(failed(&error.error)),
    }
}
