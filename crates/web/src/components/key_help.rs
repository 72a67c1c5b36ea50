use maud::{Markup, Render, html};

/// The list of keyboard shortcuts, opened with `?` or from the footer, and the switch that turns them off.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyHelp;

const KEYS: &[(&[&str], &str)] = &[
    (&["/"], "Search"),
    (&["g", "w"], "My work"),
    (&["g", "b"], "Front-door board"),
    (&["j"], "Next in a list"),
    (&["k"], "Previous in a list"),
    (&["Enter"], "Open"),
    (&["n"], "New record"),
    (&["e"], "Edit"),
    (&["Ctrl+S"], "Save the draft"),
    (&["?"], "This list"),
    (&["Esc"], "Close"),
];

impl Render for KeyHelp {
    fn render(&self) -> Markup {
        html! {
            dialog.gt-keys #keys aria-labelledby="keys-title" {
                h2.govuk-heading-m #keys-title { "Keyboard shortcuts" }
                table {
                    thead.govuk-visually-hidden { tr { th scope="col" { "Keys" } th scope="col" { "What they do" } } }
                    tbody {
                        @for (keys, what) in KEYS {
                            tr { td { @for key in *keys { kbd { (key) } " " } } td { (what) } }
                        }
                    }
                }
                p.govuk-body {
                    input #keys-switch type="checkbox" data-keys-switch;
                    label for="keys-switch" { "Use single-key shortcuts" }
                }
                form method="dialog" { button.govuk-button."govuk-!-margin-bottom-0" { "Close" } }
            }
        }
    }
}
