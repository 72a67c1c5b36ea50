//! Where the data is kept.

use crate::failure::{Failure, Outcome, file};
use casework::Casework;
use clap::Args;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use store::Store;

/// Where the data is kept: a directory, or a database by its address.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Keep the data in this directory, in the file goldthread.db
    #[arg(long, value_name = "DIR", default_value = "./demo-data")]
    pub data: PathBuf,

    /// Keep the data in this database instead: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL", env = "GOLDTHREAD_DATABASE", hide_env_values = true, conflicts_with = "data")]
    pub database: Option<String>,
}

/// Makes a directory and what leads to it, so that none of their names is forgotten when the power goes.
fn make_directory(path: &Path) -> std::io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|one| !one.as_os_str().is_empty() && !one.exists()).collect();
    std::fs::create_dir_all(path)?;
    for made in missing {
        let parent = made.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(parent)?.sync_all()?;
    }
    Ok(())
}

/// From now on whatever this program makes is for its own user alone to read, whatever the shell said.
pub fn private() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Makes a file of personal data, or empties the one that is there: for its own user alone to read.
pub fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::PermissionsExt;
    let file = std::fs::File::create(path)?;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

impl Place {
    /// Are records on a database server?
    pub fn is_server(&self) -> bool {
        self.database.as_ref().is_some_and(|url| url.contains("://"))
    }

    /// Opens the store; a directory and its tables are made when they are not there. Whatever the program makes from then on
    /// is for its own user alone to read.
    pub fn open(&self) -> Outcome<Box<dyn Store>> {
        self.open_remembering(None)
    }

    /// The same. In the file the latest promotion of a database server is kept: one that was replaced is refused.
    pub fn open_remembering(&self, seen: Option<&Path>) -> Outcome<Box<dyn Store>> {
        private();
        let url = match &self.database {
            Some(url) => url.clone(),
            None => {
                make_directory(&self.data).map_err(file("make the directory", &self.data))?;
                self.data.join("goldthread.db").display().to_string()
            }
        };
        if let Some(directory) = seen.and_then(Path::parent).filter(|directory| !directory.as_os_str().is_empty()) {
            make_directory(directory).map_err(file("make the directory", directory))?;
        }
        store::open_remembering(&url, seen).map_err(|error| {
            Failure::new(
                format!("The database could not be opened: {error}."),
                "Check --data or --database, and that the disk or the database server can be reached.",
            )
        })
    }

    /// The directory the records are in, when these are in a file.
    pub fn beside_records(&self) -> Option<PathBuf> {
        match &self.database {
            None => Some(self.data.clone()),
            Some(url) if url.contains("://") || url == "memory:" => None,
            Some(url) => Path::new(url.strip_prefix("sqlite:").unwrap_or(url)).parent().map(Path::to_path_buf),
        }
    }

    /// Is anything kept there? A database server is taken to hold something.
    pub fn is_there(&self) -> bool {
        match &self.database {
            None => self.data.join("goldthread.db").exists(),
            Some(url) if url.contains("://") => true,
            Some(url) => Path::new(url.strip_prefix("sqlite:").unwrap_or(url)).exists(),
        }
    }

    /// Opens a store that must be there already.
    pub fn open_existing(&self) -> Outcome<Box<dyn Store>> {
        let path = self.data.join("goldthread.db");
        if self.database.is_none() && !path.exists() {
            return Err(Failure::new(
                format!("There is no data in {}.", self.data.display()),
                "Give the directory it is in with --data, or make a demonstration with `goldthread demo`.",
            ));
        }
        self.open()
    }

    /// Opens casework over a store that must be there already, by the real time.
    pub fn casework(&self) -> Outcome<Casework> {
        Ok(Casework::new(self.open_existing()?, Timestamp::now)?)
    }
}
