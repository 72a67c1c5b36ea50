//! The parts pages are made of: GOV.UK Design System components as typed structs, and the few of our own.
//!
//! Each is filled in by name and written into a page as `(Button { text: "Save".into(), ..Default::default() })`.
//! Text is escaped; [`maud::Markup`] is used as it is. An empty string or list means the part is left out.
//!
//! Fields that mean the same everywhere: `classes` are further class names after the component's own; `attributes` are
//! further attributes of its outermost element, or of the control itself in a form; `id` is the element's id;
//! `error` is the message about an answer, which also marks its control; `group_classes` go on the form group.

mod back_link;
mod board_table;
mod breadcrumbs;
mod button;
mod character_count;
mod checkboxes;
mod choices;
mod conflict;
mod date_input;
mod details;
mod draft_status;
mod element;
mod error_message;
mod error_summary;
mod fieldset;
mod form_group;
mod gallery;
mod hint;
mod identity_bar;
mod input;
mod inset_text;
mod key_help;
mod label;
mod live_bar;
mod notification_banner;
mod pagination;
mod panel;
mod radios;
mod select;
mod side_nav;
mod skip_link;
mod summary_list;
mod table;
mod tabs;
mod tag;
mod task_list;
mod textarea;
mod timeline;
mod warning_text;
mod work_list;

pub use back_link::BackLink;
pub use board_table::{BoardTable, Column, row_link};
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::Button;
pub use character_count::CharacterCount;
pub use checkboxes::Checkboxes;
pub use choices::Choice;
pub use conflict::{Answer, Conflict};
pub use date_input::{DateInput, DatePart};
pub use details::Details;
pub use draft_status::DraftStatus;
pub use element::{Attributes, Content};
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorLine, ErrorSummary};
pub use fieldset::{Fieldset, Legend};
pub use gallery::gallery;
pub use hint::Hint;
pub use identity_bar::{IdentityBar, IdentityLine, IdentityLines};
pub use input::{Affix, Input};
pub use inset_text::InsetText;
pub use key_help::KeyHelp;
pub use label::Label;
pub use live_bar::LiveBar;
pub use notification_banner::NotificationBanner;
pub use pagination::{PageItem, PageLink, Pagination};
pub use panel::{Panel, PanelAction, PanelActions};
pub use radios::Radios;
pub use select::{Select, SelectOption};
pub use side_nav::SideNav;
pub use skip_link::SkipLink;
pub use summary_list::{SummaryAction, SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, Table};
pub use tabs::{Tab, Tabs};
pub use tag::Tag;
pub use task_list::{Task, TaskList};
pub use textarea::Textarea;
pub use timeline::{Timeline, TimelineEntry, scroll_region};
pub use warning_text::WarningText;
pub use work_list::{WorkItem, WorkList};

#[cfg(test)]
mod fixtures;
