//! F2: the process that looks at files reaches nothing: the kernel ends one that tries.

use crate::seeds;
use std::process::Command;

/// The calls a run of the worker makes, as `strace` sees them.
fn calls(file: &std::path::Path) -> Option<String> {
    let out = file.with_extension("calls");
    let status = Command::new("strace")
        .args(["-f", "-o"])
        .arg(&out)
        .arg(env!("CARGO_BIN_EXE_inspect"))
        .stdin(std::fs::File::open(file).unwrap())
        .output()
        .ok()?;
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    Some(std::fs::read_to_string(out).unwrap())
}

#[test]
fn nothing_is_opened_started_or_connected_once_the_file_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let (mut seen, mut n) = (0, 0);
    for (number, seed) in seeds::all().iter().enumerate().step_by(3) {
        let file = dir.path().join(number.to_string());
        std::fs::write(&file, seed).unwrap();
        let Some(calls) = calls(&file) else { continue };
        let after = calls.split_once("SECCOMP_SET_MODE_FILTER").or_else(|| calls.split_once("seccomp("));
        let (_, after) = after.expect("the worker gives up its calls before it reads");
        let forbidden = ["socket(", "connect(", "openat(", "open(", "execve(", "clone(", "clone3(", "fork("];
        seen += forbidden.iter().map(|call| after.matches(call).count()).sum::<usize>();
        assert!(after.contains("read(0"), "the file is read only after");
        n += 1;
    }
    assert_eq!(seen, 0);
    if n > 0 {
        proof::say("F2", "sockets", n, "0 sockets, files or programs opened while a file is looked at");
    }
}
