//! Accounts, tries, challenges, proposals and alerts.

use crate::{Account, Alert, Challenge, Proposal, Settled, StoreError};
use practice::ids::StaffId;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything kept about how people prove who they are.
#[derive(Default)]
pub(super) struct Proving {
    pub accounts: BTreeMap<StaffId, Account>,
    pub tries: BTreeMap<(String, i64), i64>,
    pub challenges: BTreeMap<String, Challenge>,
    pub proposals: BTreeMap<Uuid, Proposal>,
    pub alerts: BTreeMap<String, Alert>,
}

impl Proving {
    /// Keeps an account; its handle is nobody else's.
    pub fn keep(&mut self, staff: &StaffId, account: Account) -> Result<Account, StoreError> {
        let taken = self.accounts.iter().any(|(other, one)| other != staff && one.handle == account.handle);
        if taken || account.staff != *staff {
            return Err(StoreError::Engine("an account with this handle is kept already".to_owned()));
        }
        self.accounts.insert(staff.clone(), account.clone());
        Ok(account)
    }

    pub fn count_tries(&mut self, names: &[String], slot: i64, more: i64) -> Vec<u64> {
        self.tries.retain(|(_, of), _| *of >= slot - crate::sql::SLOTS_KEPT);
        let mut count = |name: &String| {
            let tries = self.tries.entry((name.clone(), slot)).or_default();
            *tries = (*tries + more).max(0);
            u64::try_from(*tries).unwrap_or(0)
        };
        names.iter().map(&mut count).collect()
    }

    pub fn proposals(&self, limit: usize) -> Vec<Proposal> {
        let mut found: Vec<&Proposal> = self.proposals.values().collect();
        found.sort_by_key(|one| (Reverse(one.asked), one.id));
        found.into_iter().take(limit).cloned().collect()
    }

    pub fn settle(&mut self, id: Uuid, settled: &Settled) -> bool {
        match self.proposals.get_mut(&id) {
            Some(open) if open.settled.is_none() => {
                open.settled = Some(settled.clone());
                true
            }
            _ => false,
        }
    }

    pub fn raise(&mut self, alert: &Alert) {
        let kept = self.alerts.entry(alert.name.clone()).or_insert_with(|| alert.clone());
        kept.count = kept.count.max(alert.count);
    }

    pub fn alerts(&self, limit: usize) -> Vec<Alert> {
        let mut found: Vec<&Alert> = self.alerts.values().collect();
        found.sort_by_key(|one| (Reverse(one.raised), &one.name));
        found.into_iter().take(limit).cloned().collect()
    }
}
