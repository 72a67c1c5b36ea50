//! The funnel plot: limits by hand, and over-dispersion that is allowed for.

use measures::statistics::{Kind, Position, Unit, funnel};
use measures::statistics::{few, share};

fn units(values: &[(f64, f64)]) -> Vec<Unit> {
    values
        .iter()
        .enumerate()
        .map(|(at, (counted, of))| Unit { name: format!("{at}"), counted: *counted, of: *of })
        .collect()
}

#[test]
fn limits_are_those_of_the_formula() {
    // One in five of 100: 0.2 ± 1.96 × 0.04, and ± 3.09 × 0.04.
    let made = funnel(Kind::Proportion, &units(&[(20., 100.), (20., 100.), (20., 100.), (20., 100.)]));
    let [near, far] = made.limits(100.);
    assert_eq!(made.between, 0.0);
    assert!((near.0 - 0.1216).abs() < 0.0001 && (near.1 - 0.2784).abs() < 0.0001, "{near:?}");
    assert!((far.0 - 0.0764).abs() < 0.0001 && (far.1 - 0.3236).abs() < 0.0001, "{far:?}");
    // The larger the unit, the narrower; never beyond what can be.
    assert!(made.limits(400.)[0].1 < near.1 && made.limits(2.)[1].0 == 0.0 && made.limits(2.)[1].1 <= 1.0);
    let rate = funnel(Kind::Rate, &units(&[(80., 10_000.); 4]));
    assert!((rate.limits(10_000.)[0].1 - (0.008 + 1.959_964 * (0.008f64 / 10_000.).sqrt())).abs() < 1e-9);
}

#[test]
fn a_unit_is_placed_by_its_size() {
    let made = funnel(
        Kind::Proportion,
        &units(&[(200., 1000.), (202., 1000.), (198., 1000.), (30., 100.), (12., 100.), (3., 10.), (45., 100.)]),
    );
    let words: Vec<&str> = made.positions.iter().map(|one| one.words()).collect();
    // Three of ten, and thirty of a hundred, are the same share; only size tells them apart.
    assert_eq!(made.positions[5], Position::Expected);
    assert_eq!(words[6], "far above expected for its size");
}

/// Authorities whose true values differ: without over-dispersion most would be called different, with it few are.
#[test]
fn over_dispersion_is_allowed_for() {
    let seed = 20_261_122;
    let mut random = fastrand::Rng::with_seed(seed);
    let n = 150;
    let made: Vec<(f64, f64)> = (0..n)
        .map(|_| {
            let own = 0.2 + 0.08 * (random.f64() + random.f64() + random.f64() - 1.5);
            let of = 500. + 2000. * random.f64();
            ((own * of).round(), of.round())
        })
        .collect();
    let allowed = funnel(Kind::Proportion, &units(&made));
    let beyond = |funnel: &measures::statistics::Funnel| {
        made.iter()
            .filter(|(counted, of)| !(funnel.limits(*of)[1].0..=funnel.limits(*of)[1].1).contains(&(counted / of)))
            .count()
    };
    // The broken twin: the same funnel without the variance between.
    let mut twin = allowed.clone();
    twin.between = 0.0;
    println!(
        "seed {seed}: of {n} units, {} beyond 99.8% with over-dispersion, {} without",
        beyond(&allowed),
        beyond(&twin)
    );
    assert!(allowed.between > 0.0 && beyond(&allowed) * 10 < beyond(&twin));
}

#[test]
fn few_people_are_counts_and_fewer_words() {
    assert_eq!(share(43, 50), "86.0%");
    assert_eq!((share(12, 20).as_str(), few(20)), ("60.0%", false));
    assert_eq!((share(12, 19).as_str(), few(19)), ("12 of 19", true));
    assert_eq!((share(3, 9).as_str(), share(0, 4).as_str()), ("three of nine", "none of four"));
    assert_eq!(share(0, 0), "nobody to count");
}
