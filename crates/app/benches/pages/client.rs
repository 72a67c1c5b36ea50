//! A reader of pages: one connection kept open, one request at a time.

use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request, ready to be sent.
pub struct Request {
    head: String,
    body: String,
    /// The session it is sent in, when that is not the connection's own.
    cookie: Option<String>,
}

impl Request {
    pub fn get(path: &str) -> Request {
        Request { head: format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n"), body: String::new(), cookie: None }
    }

    /// The same, sent in this session.
    pub fn in_session(self, cookie: &str) -> Request {
        Request { cookie: Some(cookie.to_owned()), ..self }
    }

    pub fn post(path: &str, form: &str) -> Request {
        Request::post_as("application/x-www-form-urlencoded", path, form)
    }

    /// A body of some kind.
    pub fn post_as(kind: &str, path: &str, body: &str) -> Request {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n",
            body.len()
        );
        Request { head, body: body.to_owned(), cookie: None }
    }
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub body: String,
    /// Where it leads.
    #[allow(dead_code, reason = "the benchmark follows nothing")]
    pub location: String,
    /// It says when to come again.
    #[allow(dead_code, reason = "for those who ask too much")]
    pub comes_again: bool,
    /// The session it begins.
    #[allow(dead_code, reason = "the benchmark makes its own sessions; tests sign in")]
    cookie: Option<String>,
}

/// A connection, and the session it is in.
pub struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
    cookie: String,
}

impl Client {
    /// A connection in this session; in none when it is empty.
    pub async fn connect(address: SocketAddr, cookie: &str) -> Client {
        let stream = TcpStream::connect(address).await.expect("connects");
        stream.set_nodelay(true).expect("sends at once");
        Client { address, stream: BufReader::new(stream), cookie: cookie.to_owned() }
    }

    /// Another connection in the same session.
    pub async fn another(&self) -> Client {
        Client::connect(self.address, &self.cookie).await
    }

    /// Signs in to a demonstration, whose second step shows the code it asks for.
    #[allow(dead_code, reason = "the benchmark makes its own sessions; tests sign in")]
    pub async fn sign_in(&mut self, user: &str, password: &str) {
        let answer = self.send(&Request::post("/sign-in", &format!("user={user}&password={password}"))).await;
        self.cookie = answer.cookie.expect("a password was taken");
        let page = self.answer(&Request::get("/sign-in/code")).await.body;
        let value =
            |start: &str| page.split_once(start).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        let csrf = value("name=\"csrf\" value=\"");
        let code = page.split_once("its code now is <strong>").map_or("", |(_, rest)| &rest[..6]);
        let answer = self.send(&Request::post("/sign-in/code", &format!("csrf={csrf}&code={code}"))).await;
        self.cookie = answer.cookie.expect("signed in");
    }

    /// The secret that forms give back, as a page holds it.
    pub async fn form_token(&mut self, page: &str) -> String {
        let answer = self.answer(&Request::get(page)).await;
        let (_, after) = answer.body.split_once("name=\"csrf\" value=\"").expect("a form");
        after.split('"').next().unwrap_or_default().to_owned()
    }

    /// A page that is found.
    pub async fn answer(&mut self, request: &Request) -> Answer {
        let answer = self.send(request).await;
        assert_eq!(answer.status, 200, "{} {}", request.head, answer.body);
        answer
    }

    /// Whatever the answer is.
    pub async fn send(&mut self, request: &Request) -> Answer {
        let session = request.cookie.as_ref().unwrap_or(&self.cookie);
        let text = format!("{}cookie: {session}\r\n\r\n{}", request.head, request.body);
        self.stream.write_all(text.as_bytes()).await.expect("sends");
        let status = self.line().await.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let (mut length, mut cookie, mut location, mut comes_again) = (0, None, String::new(), false);
        loop {
            let line = self.line().await;
            let Some((name, value)) = line.split_once(": ") else { break };
            match name {
                "content-length" => length = value.parse().expect("a length"),
                // The first is the session's.
                "set-cookie" => cookie = cookie.or_else(|| value.split(';').next().map(str::to_owned)),
                "retry-after" => comes_again = true,
                "location" => location = value.to_owned(),
                "transfer-encoding" => panic!("this reader needs a length"),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.expect("a body");
        Answer { status, body: String::from_utf8_lossy(&body).into_owned(), location, comes_again, cookie }
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.expect("a line");
        line.trim_end().to_owned()
    }
}
