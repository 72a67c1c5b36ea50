//! A browser with scripts off: a cookie, forms, and answers that are or are not what they should be.

use std::time::Duration;

/// An answer of the program.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Where it sends the browser; empty when it does not.
    pub location: String,
    pub retry_after: bool,
    pub body: String,
}

/// A session: cheap to copy, one for each writer.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    base: String,
    cookie: String,
    form_token: String,
}

impl Client {
    /// Not signed in.
    pub fn at(base: &str) -> Client {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        Client { agent, base: base.to_owned(), cookie: String::new(), form_token: String::new() }
    }

    /// Signs in; the one place that knows how.
    pub fn sign_in(base: &str, user: &str, password: &str) -> Client {
        let mut client = Client::at(base);
        let url = format!("{base}/sign-in");
        let answer = client.agent.post(&url).send_form([("user", user), ("password", password)]).expect("answers");
        let cookie = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok()).expect("signed in");
        client.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        // The second step: a demonstration shows the code it asks for.
        let page = client.get("/sign-in/code").expect("a page").body;
        let (_, after) = page.split_once("name=\"csrf\" value=\"").expect("a form");
        client.form_token = after.split('"').next().unwrap_or_default().to_owned();
        let code = page.split_once("its code now is <strong>").map(|(_, rest)| rest[..6].to_owned()).expect("a code");
        let url = format!("{base}/sign-in/code");
        let request = client.agent.post(&url).header("cookie", &client.cookie);
        let form = [("code", code.as_str()), ("csrf", client.form_token.as_str())];
        let answer = request.send_form(form).expect("answers");
        let cookie = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok()).expect("signed in");
        client.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let page = client.get("/contacts/new").expect("a page").body;
        let (_, after) = page.split_once("name=\"csrf\" value=\"").expect("a form");
        client.form_token = after.split('"').next().unwrap_or_default().to_owned();
        client
    }

    pub fn get(&self, path: &str) -> Result<Answer, String> {
        let request = self.agent.get(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        read(request.call().map_err(|fault| fault.to_string())?)
    }

    /// Sends a form, with the session's secret.
    pub fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Result<Answer, String> {
        let pairs = pairs.iter().copied().chain([("csrf", self.form_token.as_str())]);
        let request = self.agent.post(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        read(request.send_form(pairs).map_err(|fault| fault.to_string())?)
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Answer, String> {
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (location, retry_after) = (header("location").unwrap_or_default(), header("retry-after").is_some());
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_string().map_err(|fault| fault.to_string())?;
    Ok(Answer { status, location, retry_after, body })
}
