//! The commands, one file each. This enum is the table of contents.

pub mod accounts;
pub mod backup;
pub mod backup_key;
pub mod bank_holidays;
pub mod check;
pub mod check_pages;
pub mod check_upload;
pub mod comparators;
pub mod continuity_pack;
pub mod convert;
pub mod demo;
pub mod documents;
pub mod explain;
pub mod export;
pub mod import;
pub mod inspect_upload;
pub mod keep_backups;
pub mod measure;
pub mod public_key;
pub mod rebuild;
pub mod restore;
pub mod returns;
pub mod send;
pub mod serve;
pub mod settings;
pub mod verify;
pub mod verify_backup;
pub mod verify_rebuild;
pub mod witness;

use crate::failure::Outcome;
use clap::{Parser, Subcommand};

/// Goldthread: records and assurance for children's social care in England.
///
/// Ends with 0 when a command did its work, with 1 when it could not or when a check found something wrong, and with 2
/// when the command line could not be understood.
#[derive(Parser, Debug)]
#[command(name = "goldthread", version, propagate_version = false, max_term_width = 100)]
pub struct Goldthread {
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can be asked to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    Accounts(accounts::Accounts),
    Backup(backup::Backup),
    BackupKey(backup_key::BackupKey),
    BankHolidays(bank_holidays::BankHolidays),
    Check(check::Check),
    CheckPages(check_pages::CheckPages),
    CheckUpload(check_upload::CheckUpload),
    Comparators(comparators::Comparators),
    ContinuityPack(continuity_pack::ContinuityPack),
    Convert(convert::Convert),
    Demo(demo::Demo),
    Documents(documents::Documents),
    Explain(explain::Explain),
    Export(export::Export),
    Import(import::Import),
    InspectUpload(inspect_upload::InspectUpload),
    KeepBackups(keep_backups::KeepBackups),
    Measure(measure::Measure),
    PublicKey(public_key::PublicKeyOf),
    Rebuild(rebuild::Rebuild),
    Restore(restore::Restore),
    #[command(name = "return")]
    Returns(returns::Returns),
    Send(send::Send),
    Serve(serve::Serve),
    Settings(settings::Settings),
    Verify(verify::Verify),
    VerifyBackup(verify_backup::VerifyBackup),
    VerifyRebuild(verify_rebuild::VerifyRebuild),
    Witness(witness::WitnessHeads),
}

impl Command {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match self {
            Command::Accounts(command) => command.run(),
            Command::Backup(command) => command.run(),
            Command::BackupKey(command) => command.run(),
            Command::BankHolidays(command) => command.run(),
            Command::Check(command) => command.run(),
            Command::CheckPages(command) => command.run(),
            Command::CheckUpload(command) => command.run(),
            Command::Comparators(command) => command.run(),
            Command::ContinuityPack(command) => command.run(),
            Command::Convert(command) => command.run(),
            Command::Demo(command) => command.run(),
            Command::Documents(command) => command.run(),
            Command::Explain(command) => command.run(),
            Command::Export(command) => command.run(),
            Command::Import(command) => command.run(),
            Command::InspectUpload(command) => command.run(),
            Command::KeepBackups(command) => command.run(),
            Command::Measure(command) => command.run(),
            Command::PublicKey(command) => command.run(),
            Command::Rebuild(command) => command.run(),
            Command::Restore(command) => command.run(),
            Command::Returns(command) => command.run(),
            Command::Send(command) => command.run(),
            Command::Serve(command) => command.run(),
            Command::Settings(command) => command.run(),
            Command::Verify(command) => command.run(),
            Command::VerifyBackup(command) => command.run(),
            Command::VerifyRebuild(command) => command.run(),
            Command::Witness(command) => command.run(),
        }
    }
}
