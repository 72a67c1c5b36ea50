//! A PostgreSQL server of a drill's own.

use crate::program::free_port;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server with its data. It is killed, and its data goes, when dropped.
pub struct Cluster {
    dir: TempDir,
    /// The data directory.
    pub data: PathBuf,
    /// Where it listens.
    pub host: String,
    pub port: u16,
    /// The network namespace it runs in.
    namespace: Option<String>,
    server: Option<Child>,
    settings: Vec<String>,
}

/// Are we root? PostgreSQL then runs as its own user.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|of| of.uid() == 0)
}

/// The newest server's programs.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|it| it.path()).collect();
    found.sort_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<f64>().ok()).map(f64::to_bits));
    found.pop().map(|newest| newest.join("bin")).filter(|bin| bin.join("initdb").exists())
}

fn run(command: &mut Command) -> String {
    let out = command.stdin(Stdio::null()).output().expect("runs");
    let said = String::from_utf8_lossy(&[out.stdout.as_slice(), &out.stderr].concat()).into_owned();
    assert!(out.status.success(), "{command:?}: {said}");
    said
}

impl Cluster {
    /// A new server, with these settings besides the usual; none, and said so, where PostgreSQL is not installed.
    pub fn start(id: &str, settings: &[&str]) -> Option<Cluster> {
        Cluster::start_in(id, None, settings)
    }

    /// The same in a network namespace, listening on an address there.
    pub fn start_in(id: &str, namespace: Option<(&str, &str)>, settings: &[&str]) -> Option<Cluster> {
        Cluster::new(id, namespace, settings)?.begin(&[])
    }

    /// The same with its data in these directories of disks that are mounted: all of it, or its log in the second.
    pub fn start_on(id: &str, data: &Path, log: Option<&Path>, settings: &[&str]) -> Option<Cluster> {
        let mut cluster = Cluster::new(id, None, settings)?;
        cluster.data = data.to_owned();
        for place in [Some(data), log].into_iter().flatten() {
            Cluster::open_to_server(place.parent().expect("a disk"));
        }
        let log = log.map(|log| format!("--waldir={}", log.display()));
        // Small segments of the log: they are what a small disk runs out of.
        let words: Vec<&str> = ["--wal-segsize=1"].into_iter().chain(log.as_deref()).collect();
        let cluster = cluster.begin(&words)?;
        // The disk was mounted a moment ago: what is in its topmost directory is to be there after a power cut too.
        std::fs::File::open(data.parent().expect("a disk")).and_then(|disk| disk.sync_all()).expect("kept");
        Some(cluster)
    }

    fn begin(self, words: &[&str]) -> Option<Cluster> {
        let usual = ["-U", "goldthread", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-k"];
        self.run("initdb", &[&usual, words, &["-D"]].concat());
        let mut cluster = self;
        let rules = "host all all 0.0.0.0/0 trust\nhost replication all 0.0.0.0/0 trust\n";
        cluster.add_to("pg_hba.conf", rules);
        cluster.start_again();
        cluster.ask("postgres", "CREATE DATABASE goldthread");
        Some(cluster)
    }

    fn new(id: &str, namespace: Option<(&str, &str)>, settings: &[&str]) -> Option<Cluster> {
        let Some(_) = programs() else {
            proof::skip(id, "PostgreSQL is not installed");
            return None;
        };
        let dir = tempfile::tempdir().expect("a directory");
        Cluster::open_to_server(dir.path());
        Some(Cluster {
            data: dir.path().join("data"),
            dir,
            host: namespace.map_or("127.0.0.1", |(_, host)| host).to_owned(),
            port: free_port(),
            namespace: namespace.map(|(name, _)| name.to_owned()),
            server: None,
            settings: settings.iter().map(|&setting| setting.to_owned()).collect(),
        })
    }

    /// A standby of this server, caught up with it; this server then acknowledges nothing that the standby has not.
    pub fn standby(&self, id: &str, namespace: Option<(&str, &str)>) -> Option<Cluster> {
        let settings: Vec<&str> = self.settings.iter().map(String::as_str).collect();
        let mut standby = Cluster::new(id, namespace, &settings)?;
        standby.follow(self);
        Some(standby)
    }

    /// Forgets what it held, and becomes the standby of another server.
    pub fn follow(&mut self, primary: &Cluster) {
        self.kill();
        if self.data.exists() {
            std::fs::remove_dir_all(&self.data).expect("removed");
        }
        let port = primary.port.to_string();
        self.run("pg_basebackup", &["-h", &primary.host, "-p", &port, "-U", "goldthread", "-c", "fast", "-R", "-D"]);
        // Once it is promoted, it goes on alone until it has a standby of its own.
        self.add_to("postgresql.auto.conf", "synchronous_standby_names = ''\n");
        self.start_again();
        primary.ask("goldthread", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        primary.ask("goldthread", "SELECT pg_reload_conf()");
        let start = Instant::now();
        while primary.ask("goldthread", "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'") == 0 {
            assert!(start.elapsed() < Duration::from_secs(60), "no standby: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Promotes a standby; back when it takes writes.
    pub fn promote(&self) {
        assert_eq!(self.ask("postgres", "SELECT 1 WHERE pg_promote(true, 60)"), 1, "promoted");
    }

    /// Asks the server itself something; how many rows came back or were changed.
    pub fn ask(&self, database: &str, sql: &str) -> u64 {
        self.client(database).execute(sql, &[]).unwrap_or_else(|fault| panic!("{sql}: {fault}"))
    }

    pub fn client(&self, database: &str) -> postgres::Client {
        let address = format!("postgres://goldthread@{}:{}/{database}?connect_timeout=5", self.host, self.port);
        postgres::Client::connect(&address, postgres::NoTls).expect("connects")
    }

    fn add_to(&self, file: &str, text: &str) {
        let path = self.data.join(file);
        let before = std::fs::read_to_string(&path).expect("reads");
        std::fs::write(&path, before + text).expect("writes");
    }

    /// Gives a directory to the user the server runs as.
    pub fn open_to_server(dir: &Path) {
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(dir));
        }
    }

    /// One of PostgreSQL's programs, as the user the server runs as.
    pub fn program(&self, name: &str) -> Command {
        let mut words: Vec<String> = Vec::new();
        if let Some(namespace) = &self.namespace {
            words.extend(["ip", "netns", "exec", namespace].map(str::to_owned));
        }
        if is_root() {
            words
                .extend(["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"].map(str::to_owned));
        }
        words.push(programs().expect("PostgreSQL").join(name).display().to_string());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).current_dir("/");
        command
    }

    /// Runs a program on the data directory, which is its last word.
    fn run(&self, name: &str, words: &[&str]) -> String {
        run(self.program(name).args(words).arg(&self.data))
    }

    fn run_plain(&self, name: &str, words: &[&str]) -> String {
        run(self.program(name).args(words))
    }

    pub fn url(&self) -> String {
        format!("postgres://goldthread@{}:{}/goldthread?sslmode=disable", self.host, self.port)
    }

    /// Starts the server on its data; how long it took to answer.
    pub fn start_again(&mut self) -> Duration {
        let start = Instant::now();
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.dir.path().join("log")).expect("a log");
        let mut command = self.program("postgres");
        // As docs/operations.md has it: a server that met a fault ends, and does not start itself again.
        command.arg("-D").arg(&self.data).args(["-c", "max_connections=120", "-c", "restart_after_crash=off"]);
        command.arg("-c").arg(format!("listen_addresses={}", self.host));
        command.arg("-c").arg(format!("port={}", self.port));
        command.arg("-c").arg(format!("unix_socket_directories={}", self.dir.path().display()));
        for setting in &self.settings {
            command.args(["-c", setting]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let mut child = command.spawn().expect("starts");
        let address = format!("postgres://goldthread@{}:{}/postgres?connect_timeout=5", self.host, self.port);
        while postgres::Client::connect(&address, postgres::NoTls).is_err() {
            // After a power cut every file is read through, on a disk of our own that is slow.
            assert!(start.elapsed() < Duration::from_secs(600), "PostgreSQL does not start: {}", self.log());
            std::thread::sleep(Duration::from_millis(50));
            // It will not start beside what is left of one that was killed, which ends by itself a moment later.
            if child.try_wait().expect("is looked at").is_some() {
                child = command.spawn().expect("starts");
            }
        }
        self.server = Some(child);
        start.elapsed()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// Does the server run? One that cannot go on ends.
    pub fn is_running(&mut self) -> bool {
        self.server.as_mut().is_some_and(|server| server.try_wait().is_ok_and(|ended| ended.is_none()))
    }

    /// Kills the server and everything it started, at once.
    pub fn kill(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        // The children go with it, as in a power cut: none of them may finish anything.
        signal("-KILL", &server);
        let _ = server.wait();
    }

    /// The server stays connected to whoever it is connected to, and does nothing more.
    pub fn freeze(&self) {
        self.server.iter().for_each(|server| signal("-STOP", server));
    }

    /// The server goes on after [`Cluster::freeze`].
    pub fn thaw(&self) {
        self.server.iter().for_each(|server| signal("-CONT", server));
    }

    /// Every table and index reads back whole.
    pub fn check_files(&self) {
        let port = self.port.to_string();
        let words =
            ["-h", &self.host, "-p", &port, "-U", "goldthread", "--install-missing", "--heapallindexed", "goldthread"];
        self.run_plain("pg_amcheck", &words);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Sends a signal to a server and everything it started.
fn signal(signal: &str, server: &Child) {
    let pid = server.id().to_string();
    let _ = Command::new("kill").arg(signal).arg(&pid).args(children_of(&pid)).stderr(Stdio::null()).status();
}

/// The processes a process started, by their numbers.
fn children_of(pid: &str) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let parent = |stat: &str| Some(stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.to_owned());
    processes
        .filter_map(|one| {
            let stat = std::fs::read_to_string(one.path().join("stat")).ok()?;
            (parent(&stat)? == pid).then(|| one.file_name().to_string_lossy().into_owned())
        })
        .collect()
}
