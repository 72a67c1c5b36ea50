//! A process gives up what it does not need, before it reads a byte that somebody sent.

use rustix::process::{Resource, Rlimit, setrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use std::collections::BTreeMap;

/// What a process may cost before it is ended.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Processor time, in seconds.
    pub seconds: u64,
    /// Memory, in bytes, the program itself included.
    pub memory: u64,
}

/// No document may cost more.
pub const OF_A_DOCUMENT: Bounds = Bounds { seconds: 5, memory: 512 * 1024 * 1024 };

/// What a process that only computes asks of the system. Everything else ends it: there is no call here that opens a
/// file, makes a socket, starts a program or a thread, or looks at another process.
const CALLS: [i64; 31] = [
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_close,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_tgkill,
    libc::SYS_prlimit64,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Limits this process and everything it would start: processor time, memory, no new file, no dump of its memory.
/// Then gives up every call but those a computation needs. There is no way back.
pub fn confine(bounds: Bounds) -> Result<(), String> {
    let Bounds { seconds, memory } = bounds;
    let limits = [
        (Resource::Cpu, seconds, seconds + 1),
        (Resource::As, memory, memory),
        (Resource::Core, 0, 0),
        (Resource::Fsize, 0, 0),
        (Resource::Nproc, 0, 0),
    ];
    for (of, soft, hard) in limits {
        setrlimit(of, Rlimit { current: Some(soft), maximum: Some(hard) }).map_err(|fault| fault.to_string())?;
    }
    let target = std::env::consts::ARCH.try_into().map_err(|_| "this processor is not known here".to_owned())?;
    let rules = CALLS.iter().map(|call| (*call, Vec::new())).collect::<BTreeMap<_, _>>();
    let filter = SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, target);
    let program: BpfProgram = filter.and_then(TryInto::try_into).map_err(|fault| fault.to_string())?;
    seccompiler::apply_filter(&program).map_err(|fault| fault.to_string())
}
