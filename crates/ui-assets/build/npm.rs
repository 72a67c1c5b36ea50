//! Installs the packages of `package-lock.json` under the build directory, once for each version of that file.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const REMEDY: &str = "Pages need the npm package govuk-frontend. Either install Node.js 20 or later with npm, and let \
                      this machine reach registry.npmjs.org (or your own mirror) for one build; or run `npm ci \
                      --ignore-scripts` in crates/ui-assets on another machine, copy its node_modules here, and build \
                      with UI_NODE_MODULES=/that/node_modules.";

/// The `node_modules` directory to read from: the one named by `UI_NODE_MODULES`, or a fresh installation.
pub fn node_modules(out: &Path) -> Result<PathBuf, String> {
    if let Some(given) = env::var_os("UI_NODE_MODULES") {
        let given = PathBuf::from(given);
        if given.join("govuk-frontend/dist/govuk").is_dir() {
            return given.canonicalize().map_err(|error| format!("{}: {error}", given.display()));
        }
        return Err(format!("UI_NODE_MODULES={} holds no govuk-frontend.\n{REMEDY}", given.display()));
    }
    install(out)
}

fn install(out: &Path) -> Result<PathBuf, String> {
    let lock = fs::read("package-lock.json").map_err(|error| format!("cannot read package-lock.json: {error}"))?;
    let stamp = out.join("installed-lock.json");
    let modules = out.join("node_modules");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) && modules.is_dir() {
        return Ok(modules);
    }
    for name in ["package.json", "package-lock.json"] {
        fs::copy(name, out.join(name)).map_err(|error| format!("cannot copy {name}: {error}"))?;
    }
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"])
        .current_dir(out)
        .output()
        .map_err(|error| format!("cannot start npm: {error}.\n{REMEDY}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("npm ci failed ({}):\n{}\n{REMEDY}", output.status, said.trim()));
    }
    fs::write(&stamp, &lock).map_err(|error| format!("cannot write {}: {error}", stamp.display()))?;
    Ok(modules)
}
