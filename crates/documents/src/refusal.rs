//! Why a file is not taken, in words for the person who sent it. Each says what to do instead.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a file is not taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It is larger than is taken here.
    TooLarge,
    /// It is of no kind that is taken.
    UnknownKind,
    /// A Word, Excel or PowerPoint file of before 2007, or an Outlook message.
    OldOffice,
    /// A saved e-mail: what is attached to it cannot be looked at here.
    Mail,
    /// A picture in the form telephones keep to themselves.
    PhonePicture,
    /// A moving picture, or several pages in one.
    ManyPictures,
    /// A picture as scanners and fax machines make them.
    Scan,
    /// A sound or a film.
    Film,
    /// Rich text, which can hold anything.
    RichText,
    /// A web page or a drawing that a browser would run.
    WebPage,
    /// An archive of other files.
    Archive,
    /// A program.
    Program,
    /// It can be read as two kinds of file.
    TwoKinds,
    /// It is locked with a password.
    Locked,
    /// It holds a macro.
    Macro,
    /// It holds a script or an action that starts by itself.
    Script,
    /// It holds another file.
    HoldsAnother,
    /// It fetches parts of itself from elsewhere.
    FetchesParts,
    /// It declares entities, which can be made to grow or to fetch.
    Entities,
    /// It has more parts than a document has.
    TooManyParts,
    /// It grows when unpacked more than a document does.
    Swells,
    /// Its parts lie over each other, or are not what they say.
    Tangled,
    /// It cannot be read as what it seems to be.
    Damaged,
    /// A picture of more points than are taken.
    TooManyPoints,
    /// It took more time or memory to look at than is given.
    TooMuchWork,
    /// The virus scanner found something.
    Infected,
}

impl Refusal {
    /// Why, and what to do instead.
    pub fn words(self) -> &'static str {
        match self {
            Refusal::Empty => "The file is empty. Choose another.",
            Refusal::TooLarge => "The file is too large. Save it smaller, or in parts.",
            Refusal::UnknownKind => {
                "This is not a kind of file that is kept here. Save it as PDF, or as a picture, and send that."
            }
            Refusal::OldOffice => {
                "This is a Word, Excel or PowerPoint file of before 2007, or an Outlook message. Save it as DOCX, XLSX, \
                 PPTX or PDF, and send that."
            }
            Refusal::Mail => {
                "This is a saved e-mail, and what is attached to it cannot be checked. Print the e-mail to PDF, and send \
                 each attachment by itself."
            }
            Refusal::PhonePicture => {
                "This picture is in a form that many computers cannot open. Save it as JPEG (on an iPhone: Settings, \
                 Camera, Formats, Most compatible), and send that."
            }
            Refusal::ManyPictures => "The picture moves or has several pages. Save it as PDF, and send that.",
            Refusal::Scan => {
                "This is a TIFF, as scanners and fax machines make them. Save it as PDF or PNG, and send that."
            }
            Refusal::Film => "Sounds and films are not kept here. Write down where the recording is held.",
            Refusal::RichText => "Rich text can hold anything. Save it as DOCX or PDF, and send that.",
            Refusal::WebPage => "This is a web page or a drawing for one. Print it to PDF, and send that.",
            Refusal::Archive => "This is an archive of other files. Unpack it, and send each document by itself.",
            Refusal::Program => "This is a program. Programs are not kept here.",
            Refusal::TwoKinds => "This file can be read as two kinds of file at once. Print it to PDF, and send that.",
            Refusal::Locked => "The file is locked with a password. Save it without one, and send that.",
            Refusal::Macro => "The file holds a macro. Save it without macros, or as PDF, and send that.",
            Refusal::Script => {
                "The file holds a script, or an action that starts by itself. Print it to PDF, and send that."
            }
            Refusal::HoldsAnother => "The file holds another file. Save it as PDF, and send each file by itself.",
            Refusal::FetchesParts => {
                "The file fetches parts of itself from somewhere else. Save it as PDF, and send that."
            }
            Refusal::Entities => "The file declares entities of its own, as no office program does. Save it as PDF.",
            Refusal::TooManyParts => "The file has more parts than a document has. Save it as PDF, and send that.",
            Refusal::Swells => "The file grows beyond reason when it is unpacked. Save it as PDF, and send that.",
            Refusal::Tangled => "The parts of the file are not what they say. Save it again, or as PDF, and send that.",
            Refusal::Damaged => {
                "The file cannot be read as what it seems to be. Open it, save it again, and send that."
            }
            Refusal::TooManyPoints => "The picture has too many points. Save it smaller, and send that.",
            Refusal::TooMuchWork => {
                "The file took too much time or memory to look at. Save it more simply, or as PDF, and send that."
            }
            Refusal::Infected => {
                "The virus scanner found something in the file. Tell your service desk; do not open it."
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl std::error::Error for Refusal {}
