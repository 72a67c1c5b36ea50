//! D6 on a network of our own: the primary is cut off, goes on by itself, and comes back.

use crate::failover::fail_over;
use crate::network::Network;
use crate::postgres::Cluster;

#[test]
fn d6_the_primary_is_cut_off_and_its_standby_is_promoted() {
    let network = Network::new().expect("this needs root, to make network namespaces");
    let Some(first) = Cluster::start_in("D6", Some(network.machine(0)), &[]) else { return };
    let Some(second) = first.standby("D6", Some(network.machine(1))) else { return };
    let leave = |_: &mut Cluster, place| network.reach(place, false);
    let come_back = |_: &mut Cluster, place| network.reach(place, true);
    fail_over("cut off primary", proof::size(3, 25), [first, second], leave, come_back);
}
