//! What is said to a server is encrypted, unless the server is this machine.
//!
//! PostgreSQL's own default tries encryption and goes on without it. Here an address of another machine means
//! encryption and a certificate that is proved, and only the words `sslmode=disable` take that away.

use crate::StoreError;
use percent_encoding::percent_decode_str;
use postgres::Config;
use postgres::config::{Host, SslMode};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Whose word is taken that a server is who it says, when the address names no file of its own: Debian's list.
const EVERYBODYS: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A server's settings, and what encrypts the connection to it.
#[derive(Clone)]
pub(super) struct Server {
    pub config: Config,
    /// Never asked when the settings say that nothing is encrypted.
    pub tls: MakeRustlsConnect,
}

impl Server {
    /// Reads the address of one server. Two of its options are ours: `sslmode`, `disable` or `require`, which is
    /// `verify-full` here; and `sslrootcert`, a file of the certificates to trust in PEM.
    pub fn of(address: &str) -> Result<Server, StoreError> {
        let (address, mode, roots) = options(address);
        // The address may hold a password: its fault is not quoted.
        let mut config: Config =
            address.parse().map_err(|_| fault("the address of the PostgreSQL database cannot be read"))?;
        let encrypt = match mode.as_deref() {
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            None => !config.get_hosts().iter().all(is_this_machine),
            Some(_) => {
                return Err(fault(
                    "sslmode in the address of the PostgreSQL database is verify-full or disable: the others go on \
                     without encryption unasked",
                ));
            }
        };
        config.ssl_mode(if encrypt { SslMode::Require } else { SslMode::Disable });
        let trusted = if encrypt { trusted(roots.as_deref().unwrap_or(EVERYBODYS))? } else { RootCertStore::empty() };
        Ok(Server { config, tls: MakeRustlsConnect::new(client(trusted)?) })
    }
}

/// The address without the options that are ours, and what they say.
fn options(address: &str) -> (String, Option<String>, Option<String>) {
    let Some((address, options)) = address.split_once('?') else { return (address.to_owned(), None, None) };
    let (mut mode, mut roots, mut left) = (None, None, Vec::new());
    for option in options.split('&') {
        let said = |value: &str| Some(percent_decode_str(value).decode_utf8_lossy().into_owned());
        match option.split_once('=') {
            Some(("sslmode", value)) => mode = said(value),
            Some(("sslrootcert", value)) => roots = said(value),
            _ => left.push(option),
        }
    }
    let mark = if left.is_empty() { "" } else { "?" };
    (format!("{address}{mark}{}", left.join("&")), mode, roots)
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost"
                || name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    }
}

/// The certificates of a file.
fn trusted(file: &str) -> Result<RootCertStore, StoreError> {
    let unread = |why: &dyn std::fmt::Display| {
        fault(format!(
            "the certificates to trust for the PostgreSQL server cannot be read from {file} ({why}): name a PEM file \
             with sslrootcert=FILE in the address"
        ))
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|why| unread(&why))? {
        roots.add(certificate.map_err(|why| unread(&why))?).map_err(|why| unread(&why))?;
    }
    if roots.is_empty() { Err(unread(&"it holds none")) } else { Ok(roots) }
}

fn client(trusted: RootCertStore) -> Result<ClientConfig, StoreError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let versions = versions.map_err(|why| fault(why.to_string()))?;
    Ok(versions.with_root_certificates(trusted).with_no_client_auth())
}

fn fault(words: impl Into<String>) -> StoreError {
    StoreError::Engine(words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is the connection to this address encrypted?
    fn encrypted(address: &str) -> bool {
        Server::of(address).expect("reads").config.get_ssl_mode() == SslMode::Require
    }

    #[test]
    fn only_this_machine_is_spoken_to_in_the_clear_unasked() {
        for near in ["localhost", "127.0.0.1:5433", "[::1]:5432", "%2Frun%2Fpostgresql"] {
            assert!(!encrypted(&format!("postgres://ann@{near}/council")), "{near}");
        }
        for far in ["db1", "db1:5433", "10.0.0.4", "localhost.example"] {
            assert!(encrypted(&format!("postgres://ann@{far}/council")), "{far}");
            assert!(!encrypted(&format!("postgres://ann@{far}/council?sslmode=disable")), "{far}");
        }
        assert!(encrypted("postgres://ann@localhost/council?sslmode=verify-full"));
        assert!(encrypted("postgres://ann@localhost/council?options=-cx%3Dy&sslmode=require"));
    }

    #[test]
    fn what_would_go_on_without_encryption_is_refused() {
        for mode in ["prefer", "allow", "", "Require"] {
            let refused = Server::of(&format!("postgres://ann:secret@db1/council?sslmode={mode}")).map(|_| ());
            let refused = refused.expect_err(mode).to_string();
            assert!(refused.contains("verify-full") && !refused.contains("secret"), "{refused}");
        }
        let refused = Server::of("postgres://db1/council?sslrootcert=/no/such.pem").map(|_| ()).expect_err("no file");
        assert!(refused.to_string().contains("sslrootcert=FILE"), "{refused}");
    }

    #[test]
    fn the_other_options_are_left_as_they_are() {
        let (address, mode, roots) = options(
            "postgres://one/council?options=-csearch_path%3Da,b&sslrootcert=%2Fetc%2Four%20ca.pem&sslmode=require&connect_timeout=5",
        );
        assert_eq!(address, "postgres://one/council?options=-csearch_path%3Da,b&connect_timeout=5");
        assert_eq!((mode.as_deref(), roots.as_deref()), (Some("require"), Some("/etc/our ca.pem")));
        assert_eq!(options("postgres://one/council?sslmode=disable").0, "postgres://one/council");
    }
}
