//! The XmR chart against a published set, and each rule by a series that fires only it.

use measures::statistics::{Baseline, Rule, Settled, Trend, Way, chart, trend};

/// Flow rates of ten batches, with mean 50.81, mean moving range 1.8778 and limits 45.8159 and 55.8041: NIST/SEMATECH,
/// e-Handbook of Statistical Methods, 6.3.2.2, individuals control charts. It takes 3/1.128 where we take 2.66.
const FLOW: [f64; 10] = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

#[test]
fn the_published_set_comes_out_as_published() {
    let charts = chart(&FLOW, &[]);
    let [one] = charts.as_slice() else { panic!("one chart") };
    assert!((one.mean - 50.81).abs() < 0.005, "{}", one.mean);
    assert!((one.range - 1.8778).abs() < 0.000_05, "{}", one.range);
    assert!((one.lower - 45.8159).abs() < 0.001 && (one.upper - 55.8041).abs() < 0.001, "{} {}", one.lower, one.upper);
    assert_eq!((one.settled, one.signals.len()), (Settled::Provisional, 0));
    assert_eq!(trend(&charts), Trend::Usual);
    // The broken twin: with one value misread the published figures do not come out.
    let mut twin = FLOW;
    twin[4] = 48.7;
    assert!((chart(&twin, &[])[0].range - 1.8778).abs() > 0.01);
}

fn fired(values: &[f64]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = chart(values, &[])[0].signals.iter().map(|signal| signal.rule).collect();
    rules.dedup();
    rules
}

/// Each rule: a series that fires it and nothing else, and its twin, changed at one point, that fires nothing.
#[test]
fn each_rule_fires_alone_and_its_twin_is_quiet() {
    // Swings about a level, and one far point.
    let outside = [4., 7., 4., 7., 4., 7., 4., 7., 24., 4., 7., 4., 7., 4., 7.];
    // Seven above the mean, never beyond a limit.
    let run = [4., 6., 4., 5., 4., 6., 4., 7., 6., 7., 6., 7., 6., 6.5, 3., 5., 3., 7., 4.];
    // Seven rising by little steps, between swings that keep the limits wide.
    let rising = [5., 8., 4., 8., 3., 8., 3.4, 3.9, 4.4, 5.4, 6., 6.6, 7.2, 3., 7., 4., 8., 5.];
    // Two of three in the outer third, within the limit.
    let near = [5., 6., 4., 6., 4., 5., 6., 4., 5., 9.4, 5., 9.4, 5., 4., 6., 4., 6., 5., 4.];
    let cases: [(&[f64], Rule, usize, f64); 4] = [
        (&outside, Rule::Outside, 8, 4.),
        (&run, Rule::Run, 10, 4.),
        (&rising, Rule::Trend, 9, 4.0),
        (&near, Rule::NearLimit, 11, 6.),
    ];
    for (series, rule, at, value) in cases {
        assert_eq!(fired(series), [rule], "{series:?} {:?}", chart(series, &[]));
        let mut twin = series.to_vec();
        twin[at] = value;
        assert_eq!(fired(&twin), [], "{rule:?}: {twin:?} {:?}", chart(&twin, &[]));
        // Turned upside down it fires the same, the other way.
        let down: Vec<f64> = series.iter().map(|value| 20. - value).collect();
        assert_eq!(fired(&down), [rule]);
        let ways = |series: &[f64]| chart(series, &[])[0].signals.iter().map(|one| one.way).collect::<Vec<_>>();
        assert!(ways(series).iter().zip(ways(&down)).all(|(up, down)| *up != down));
    }
}

#[test]
fn few_points_have_no_limits_and_a_new_baseline_starts_anew() {
    assert_eq!(chart(&FLOW[..9], &[])[0].settled, Settled::TooFew);
    assert_eq!(trend(&chart(&FLOW[..9], &[])), Trend::TooFew);
    assert!(chart(&[], &[]).is_empty() && trend(&[]) == Trend::TooFew);
    let step: Vec<f64> = (0..30).map(|at| f64::from(at % 2) + if at < 15 { 10. } else { 20. }).collect();
    // Without a baseline the step is a signal; with one, given a reason, it is not.
    assert_eq!(trend(&chart(&step, &[])), Trend::Up);
    let moved = chart(&step, &[Baseline { from: 15, reason: "a second team".to_owned() }]);
    assert_eq!((moved.len(), moved[1].reason.as_str(), trend(&moved)), (2, "a second team", Trend::Usual));
    assert_eq!(moved[1].settled, Settled::Yes);
}

#[test]
fn the_latest_point_in_words() {
    let mut high = vec![4., 7., 4., 7., 4., 7., 4., 7., 4., 7., 4., 7.];
    assert_eq!(trend(&chart(&high, &[])).words(Some(true)), "no significant change");
    high.push(24.);
    let charts = chart(&high, &[]);
    assert_eq!(charts[0].signals.last().map(|one| (one.way, *one.points.end())), Some((Way::Up, 12)));
    assert_eq!(trend(&charts).words(Some(false)), "significantly higher: worse");
    assert_eq!(trend(&charts).words(None), "significantly higher");
    // What was a signal once is none now.
    high.extend([4., 7., 4.]);
    assert_eq!(trend(&chart(&high, &[])), Trend::Usual);
}
