//! What every page is given: the casework, the council's name, the way to do slow things.

use crate::session::Site;
use casework::{Casework, Done};
use std::sync::Arc;

/// The running product.
#[derive(Clone)]
pub struct App {
    /// The casework of the authority.
    pub casework: Arc<Casework>,
    /// The authority's name.
    pub council: Arc<str>,
    /// Sign-ins to offer on the sign-in page; only a demonstration has any.
    pub sign_ins: Arc<[DemoSignIn]>,
    /// How people reach it.
    pub site: Site,
}

/// A demonstration account, as the sign-in page shows it.
#[derive(Clone, Debug)]
pub struct DemoSignIn {
    /// "Social worker".
    pub role: String,
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl App {
    /// Does casework away from the threads that answer requests: the one place where the two meet.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Casework) -> Done<T> + Send + 'static) -> Done<T> {
        let casework = crate::visit::visiting(&self.casework);
        match tokio::task::spawn_blocking(move || work(&casework)).await {
            Ok(done) => done,
            Err(_) => {
                tracing::error!("casework panicked");
                Err(casework::Problem::Refused(
                    "Something went wrong here. Nothing was half written: try again.".into(),
                ))
            }
        }
    }
}
