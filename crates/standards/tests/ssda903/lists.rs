//! The sample lists of providers are read, each in the layout of its year.
#![allow(clippy::disallowed_methods, reason = "tests read their samples")]

use jiff::civil::date;
use standards::reading::Limits;
use standards::ssda903::rules::lists::{Providers, providers};

fn read(name: &str) -> Providers {
    let path = format!("{}/tests/data/ofsted-provider-lists/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut into = Providers::default();
    providers(std::fs::File::open(path).unwrap(), &Limits::default(), &mut into)
        .unwrap_or_else(|why| panic!("{name}: {why}"));
    into
}

#[test]
fn every_sample_list_of_providers_is_read() {
    let counted = ["ch_fake", "combined_scp_ch_fake", "scp_ch_2025_fake", "scp_fake", "scpch_assisted"]
        .map(|name| (name, read(&format!("{name}.xlsx")).len()));
    assert_eq!(
        counted,
        [("ch_fake", 1), ("combined_scp_ch_fake", 4), ("scp_ch_2025_fake", 2), ("scp_fake", 2), ("scpch_assisted", 6)]
    );
    let home = &read("ch_fake.xlsx").find(" NJASCN ")[0].clone();
    assert_eq!(
        (home.places[0].as_str(), home.kinds[0].as_str(), home.postcode.as_str()),
        ("cod3c0d3", "cod3", "bn20 8jx")
    );
    assert_eq!(home.closed, None);
    let closed = &read("scp_fake.xlsx").find("p4baboo7")[0].clone();
    assert_eq!(closed.closed, Some(date(2023, 1, 1)));
    let supported = &read("scpch_assisted.xlsx").find("ISL00001")[0].clone();
    assert_eq!(
        (supported.places.clone(), supported.kinds.clone()),
        (vec!["K3".to_owned()], vec!["codecode".to_owned()])
    );
    let numbered = read("scp_ch_2025_fake.xlsx");
    assert_eq!((numbered.find("1").len(), numbered.find("2")[0].kinds[0].as_str()), (1, "PR4"));
}
