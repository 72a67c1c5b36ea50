//! Where the data is kept.

use crate::failure::{Failure, Outcome, file};
use casework::Casework;
use clap::Args;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use store::{Promoted, Store};

/// Where the data is kept: a directory, or a database by its address.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Keep the data in this directory, in the file goldthread.db
    #[arg(long, value_name = "DIR", default_value = "./demo-data")]
    pub data: PathBuf,

    /// Keep the data in this database instead: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL", env = "GOLDTHREAD_DATABASE", hide_env_values = true, conflicts_with = "data")]
    pub database: Option<String>,

    /// The key that heads of the log are signed with, which `serve` makes when it is not there. Without it: log.key in the
    /// directory of --data; with a database server `serve` must be told, except for a demonstration. Beside it is kept which
    /// database server was last promoted: one that was replaced is refused
    #[arg(long, value_name = "FILE", env = "GOLDTHREAD_LOG_KEY")]
    pub log_key: Option<PathBuf>,
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

    /// Where the key is kept.
    pub fn key_file(&self) -> PathBuf {
        self.log_key.clone().unwrap_or_else(|| self.data.join("log.key"))
    }

    /// Refuses to put the key, and what is kept beside it, wherever the program happens to be started.
    pub fn key_must_be_said(&self) -> Outcome {
        if self.log_key.is_some() || !self.is_server() {
            return Ok(());
        }
        Err(Failure::new(
            "Records are on a database server, and it was not said where the log's key is.",
            "Give its file with --log-key, such as /var/lib/goldthread/log.key. What else this machine must keep is beside it.",
        ))
    }

    /// Where the latest promotion of a database server is kept: beside the key, when it was said where that is.
    fn timeline_file(&self) -> Option<PathBuf> {
        let key = self.log_key.as_ref().filter(|_| self.is_server())?;
        Some(key.with_extension("timeline"))
    }

    /// Opens the store; a directory and its tables are made when they are not there. Whatever the program makes from then on
    /// is for its own user alone to read. A database server of which it is known that another replaced it is refused.
    pub fn open(&self) -> Outcome<Box<dyn Store>> {
        let known = self.timeline_file();
        self.open_knowing(known.as_deref().map_or(Promoted::Unknown, Promoted::Read))
    }

    /// The same, to serve it: which database server was last promoted is written down too.
    pub fn open_to_serve(&self) -> Outcome<Box<dyn Store>> {
        let known = self.timeline_file();
        if let Some(directory) = known.as_deref().and_then(Path::parent).filter(|one| !one.as_os_str().is_empty()) {
            make_directory(directory).map_err(file("make the directory", directory))?;
        }
        self.open_knowing(known.as_deref().map_or(Promoted::Unknown, Promoted::Kept))
    }

    fn open_knowing(&self, promoted: Promoted<'_>) -> Outcome<Box<dyn Store>> {
        private();
        let url = match &self.database {
            Some(url) => url.clone(),
            None => {
                make_directory(&self.data).map_err(file("make the directory", &self.data))?;
                self.data.join("goldthread.db").display().to_string()
            }
        };
        store::open_knowing(&url, promoted).map_err(|error| {
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
