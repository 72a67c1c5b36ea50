//! A figure about workers is broken down by their own team, and a figure about children by that of the child.

use facts::Facts;
use facts::tables::{Involvement, Professional};
use jiff::civil::date;
use measures::engine::Setting;
use measures::engine::breakdown::{By, breakdown};
use measures::{Index, evaluate, find};

/// Ann holds two children of the east and one of the west; Bob holds one of the west.
fn facts() -> Facts {
    let mut all = Facts::default();
    for id in ["ann", "bob"] {
        all.professionals.push(Professional {
            prof_professional_id: id.into(),
            prof_social_worker_registration_no: id.into(),
            ..Professional::default()
        });
    }
    for (at, (worker, team)) in
        [("ann", "east"), ("ann", "east"), ("ann", "west"), ("bob", "west")].into_iter().enumerate()
    {
        all.involvements.push(Involvement {
            invo_involvements_id: format!("{at}").into(),
            invo_person_id: format!("child-{at}").into(),
            invo_professional_id: worker.into(),
            invo_professional_team: team.into(),
            invo_involvement_start_date: Some(date(2026, 5, 1)),
            ..Involvement::default()
        });
    }
    all
}

#[test]
fn a_worker_is_of_the_team_in_which_most_of_their_children_are() {
    let (facts, setting, on) = (facts(), Setting::default(), date(2026, 6, 30));
    let index = Index::new(&facts, &setting);
    let by_team = |id: &str| {
        let measure = find(id).unwrap();
        let (whole, cases) = evaluate(measure, &index, on).unwrap();
        let groups = breakdown(measure.built().unwrap(), &index, &cases, By::Team, &whole);
        groups.into_iter().map(|one| (one.name, one.outcome.value.unwrap())).collect::<Vec<_>>()
    };
    // Ann holds three, all of them counted in the team where most are.
    assert_eq!(by_team("IND-WF-04"), [("east".to_owned(), 3.0), ("west".to_owned(), 1.0)]);
    assert_eq!(by_team("IND-WF-05"), [("east".to_owned(), 0.0), ("west".to_owned(), 0.0)]);
    let east =
        measures::of_group(find("IND-WF-04").unwrap(), &index, measures::Period::Snapshot.window(on), By::Team, "east");
    assert_eq!(east.unwrap().value, Some(3.0));
}
