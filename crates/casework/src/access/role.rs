//! Roles: what somebody is here to do.

use practice::spec::Post;

/// Makes the roles from one list: what each is for, and its name as stored.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)*) => {
        /// A role.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Role {
            $($(#[$doc])* $role,)*
        }

        impl Role {
            /// Every role.
            pub const ALL: [Role; [$($name),*].len()] = [$(Role::$role),*];

            /// As stored: `social_worker`.
            pub fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)* }
            }
        }
    };
}

roles! {
    /// Tells us of a worry, from another agency.
    Referrer = "referrer",
    /// Leads early help, in this authority or for a partner.
    EarlyHelpLead = "early_help_lead",
    /// Takes and screens contacts.
    Screener = "screener",
    /// Decides at the front door.
    HubManager = "hub_manager",
    /// Works out of hours.
    OutOfHours = "out_of_hours",
    /// Works with children and families.
    SocialWorker = "social_worker",
    /// Works with young people who have left care.
    PersonalAdviser = "personal_adviser",
    /// Supports a family in their home.
    FamilySupportWorker = "family_support_worker",
    /// Leads a team of social workers.
    TeamManager = "team_manager",
    /// Leads several teams.
    ServiceManager = "service_manager",
    /// Chairs conferences.
    ConferenceChair = "conference_chair",
    /// Reviews the care of looked-after children, independently.
    ReviewingOfficer = "reviewing_officer",
    /// Sees to the schooling of looked-after children.
    VirtualSchool = "virtual_school",
    /// Sees to the health of looked-after children.
    LookedAfterHealth = "looked_after_health",
    /// Supports foster carers.
    Fostering = "fostering",
    /// Finds and supports adoptive families.
    Adoption = "adoption",
    /// Handles allegations against people who work with children.
    DesignatedOfficer = "designated_officer",
    /// Checks what was done, and who looked.
    Auditor = "auditor",
    /// Counts, and sees no child's page.
    Analyst = "analyst",
    /// Director of children's services.
    Director = "director",
    /// Elected; sees figures that name nobody.
    Councillor = "councillor",
    /// Inspects: for a time, the files released.
    Inspector = "inspector",
    /// Sends letters, books rooms, takes minutes.
    BusinessSupport = "business_support",
    /// Runs the system; sees no child's record.
    Administrator = "administrator",
    /// The child or young person whose file it is.
    YoungPerson = "young_person",
    /// A parent or carer of a child on file.
    Parent = "parent",
}

impl Role {
    /// "Social worker".
    pub fn label(self) -> String {
        practice::spec::humanise(self.name())
    }

    /// May a question about workers name somebody of this role?
    pub fn holds(self, post: Post) -> bool {
        let outside = [Role::Referrer, Role::Councillor, Role::Inspector, Role::YoungPerson, Role::Parent];
        match post {
            Post::Anyone => !outside.contains(&self),
            // At night whoever is on duty decides.
            Post::Manager => {
                use Role::{Director, HubManager, OutOfHours, ServiceManager, TeamManager};
                [HubManager, TeamManager, ServiceManager, Director, OutOfHours].contains(&self)
            }
            Post::Chair => [Role::ConferenceChair, Role::ReviewingOfficer].contains(&self),
        }
    }

    /// A role by its stored name.
    pub fn by_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}
