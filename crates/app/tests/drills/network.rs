//! Two machines and the links between them and us: network namespaces.

use std::process::{Command, Stdio};

/// Two namespaces, each linked to us and to the other. They go when dropped.
pub struct Network {
    names: [String; 2],
    /// The address of each, as we and the other reach it by our link.
    pub hosts: [String; 2],
    /// Our end of the link to each.
    ends: [String; 2],
}

fn ip(words: &[&str]) -> Result<(), String> {
    let out = Command::new("ip").args(words).stdin(Stdio::null()).output().map_err(|fault| fault.to_string())?;
    if out.status.success() {
        return Ok(());
    }
    Err(format!("ip {}: {}", words.join(" "), String::from_utf8_lossy(&out.stderr).trim()))
}

impl Network {
    /// A network with numbers of its own, or why this user may not make one.
    pub fn new() -> Result<Network, String> {
        let tag = format!("{:x}", std::process::id() & 0xffff);
        let net = std::process::id() % 200 + 20;
        let name = |one: char| format!("gt{tag}{one}");
        let network = Network {
            names: [name('a'), name('b')],
            hosts: [format!("10.{net}.1.2"), format!("10.{net}.2.2")],
            ends: [name('x'), name('y')],
        };
        network.make(net).map(|()| network)
    }

    fn make(&self, net: u32) -> Result<(), String> {
        for place in 0..2 {
            let (name, end, subnet) = (&self.names[place], &self.ends[place], place + 1);
            ip(&["netns", "add", name])?;
            ip(&["link", "add", end, "type", "veth", "peer", "name", "ours", "netns", name])?;
            ip(&["address", "add", &format!("10.{net}.{subnet}.1/24"), "dev", end])?;
            ip(&["link", "set", end, "up"])?;
            ip(&["-n", name, "address", "add", &format!("10.{net}.{subnet}.2/24"), "dev", "ours"])?;
            for link in ["lo", "ours"] {
                ip(&["-n", name, "link", "set", link, "up"])?;
            }
        }
        // The link between the two. Each knows the other's address by it.
        ip(&[
            "-n",
            &self.names[0],
            "link",
            "add",
            "across",
            "type",
            "veth",
            "peer",
            "name",
            "across",
            "netns",
            &self.names[1],
        ])?;
        for place in 0..2 {
            let name = &self.names[place];
            ip(&["-n", name, "address", "add", &format!("10.{net}.3.{}/24", place + 1), "dev", "across"])?;
            ip(&["-n", name, "link", "set", "across", "up"])?;
            self.route(place)?;
        }
        Ok(())
    }

    fn route(&self, place: usize) -> Result<(), String> {
        let other = 1 - place;
        let across =
            self.hosts[place].split('.').nth(1).map(|net| format!("10.{net}.3.{}", other + 1)).unwrap_or_default();
        let there = format!("{}/32", self.hosts[other]);
        ip(&["-n", &self.names[place], "route", "replace", &there, "via", &across, "dev", "across"])
    }

    /// The namespace and the address of one of the two.
    pub fn machine(&self, place: usize) -> (&str, &str) {
        (&self.names[place], &self.hosts[place])
    }

    /// Cuts or mends the link between the two.
    pub fn across(&self, works: bool) {
        ip(&["-n", &self.names[0], "link", "set", "across", if works { "up" } else { "down" }]).expect("a link");
        if works {
            (0..2).for_each(|place| self.route(place).expect("a route"));
        }
    }

    /// Cuts one of the two off from us and from the other, or mends it.
    pub fn reach(&self, place: usize, works: bool) {
        ip(&["link", "set", &self.ends[place], if works { "up" } else { "down" }]).expect("a link");
        self.across(works);
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = ip(&["netns", "delete", name]);
        }
        for end in &self.ends {
            let _ = ip(&["link", "delete", end]);
        }
    }
}
