//! Acts: what somebody wants to do.

/// Makes the acts from one list: what each is, and its name in the policy.
macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal,)*) => {
        /// What someone wants to do.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Act {
            $($(#[$doc])* $act,)*
        }

        impl Act {
            /// Every act.
            pub const ALL: [Act; [$($name),*].len()] = [$(Act::$act),*];

            /// As the policy writes it: `see file`.
            pub fn name(self) -> &'static str {
                match self { $(Act::$act => $name,)* }
            }
        }
    };
}

acts! {
    /// See one's own work.
    SeeOwnWork = "see own work",
    /// See the front-door board, claim a contact.
    SeeBoard = "see board",
    /// See a team's work.
    SeeTeamWork = "see team work",
    /// Find people.
    Search = "search",
    /// See a child's file and its records.
    SeeFile = "see file",
    /// See what is shielded in a file: a safe address, a third party's words.
    SeeShielded = "see shielded",
    /// See who looked at a file.
    SeeLooks = "see looks",
    /// Write a record.
    Write = "write",
    /// Correct or withdraw a record.
    Correct = "correct",
    /// Give work to someone else.
    Allocate = "allocate",
    /// Give more children to someone else at once than one family has.
    AllocateMany = "allocate many",
    /// Bring in a file made by another system.
    Import = "import",
    /// Take records out of the system.
    Export = "export",
    /// Open a file in an emergency, for an hour, with a reason.
    BreakGlass = "break glass",
    /// Look afterwards at each emergency access, and close it.
    ReviewEmergency = "review emergency",
    /// Say who may know of a child, and what is shielded.
    Restrict = "restrict",
    /// Agree that a copy leaves which holds something protected, or refuse it: as the second of two people.
    ReleaseProtected = "release protected",
    /// Hold the link between the two identities of an adopted child.
    Seal = "seal",
    /// Declare a conflict of one's own: family, friends, neighbours.
    DeclareConflict = "declare conflict",
    /// See and end the conflicts that others declared.
    ManageConflicts = "manage conflicts",
    /// Say who covers for whom, and who sits on a child's panel.
    ArrangeCover = "arrange cover",
    /// Look through who has access, and confirm or end it.
    ReviewAccess = "review access",
    /// Add, disable and move people and teams.
    ManagePeople = "manage people",
    /// Propose or agree a change of somebody's role.
    ChangeRoles = "change roles",
    /// Read the log of who looked, and what it warns of.
    SeeLog = "see log",
    /// See figures that name nobody.
    SeeFigures = "see figures",
    /// See the children behind a figure, those whose files one may open.
    OpenFigures = "open figures",
    /// See figures made of few people, from which a child might be worked out.
    SeeSmallNumbers = "see small numbers",
    /// Say what a figure tells, and what will be done.
    CommentOnFigures = "comment on figures",
    /// Issue a report of figures, which then stands for ever.
    IssueReports = "issue reports",
    /// Take the list behind a figure out of the system.
    TakeOutLists = "take out lists",
    /// Hold files of another system against the rules of the sector.
    CheckReturns = "check returns",
    /// See the returns that were made: their numbers, what was found in them, who signed them and when they were sent.
    SeeReturns = "see returns",
    /// Make a return from the records, and say that it was sent.
    MakeReturns = "make returns",
    /// Take a return away as a file.
    TakeReturns = "take returns",
    /// Sign a return off.
    SignReturns = "sign returns",
}

impl Act {
    /// An act by its name in the policy.
    pub fn by_name(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.name() == name)
    }
}
