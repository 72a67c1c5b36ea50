//! A council's own sign-in: OpenID Connect, with PKCE, a state and a nonce for each try.
//!
//! The provider's configuration and keys are read at each try, so a key it has changed is known and one it has taken
//! back is refused. Everything a token says is checked by the library: its signature by a key of the provider, who made
//! it, for whom, until when, and for which try. A token nobody signed, or signed with our own secret, is refused.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::reqwest::{blocking, redirect};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::time::Duration;

/// How a council's own sign-in is reached, and what it says of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What the button says: "Wharnley account".
    pub name: String,
    /// The provider, by the address under which it publishes itself.
    pub issuer: String,
    /// What it calls this program.
    pub client_id: String,
    /// The secret it shares with this program.
    pub client_secret: String,
    /// The claim that holds the sign-in name.
    #[serde(default = "preferred_username")]
    pub user_claim: String,
    /// The claim that holds the groups.
    #[serde(default = "groups")]
    pub groups_claim: String,
    /// More scopes to ask for besides `openid profile`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Which group has which role; the first that fits counts.
    pub roles: Vec<Place>,
    /// Ways to prove oneself (`amr`) that count as a second factor.
    #[serde(default = "second_factors")]
    pub second_factors: Vec<String>,
    /// Those of them (`amr`) that count as a passkey: no false page can ask for one.
    #[serde(default = "passkeys")]
    pub passkeys: Vec<String>,
    /// Refuse whoever has not proved a second factor to the provider; otherwise it is asked for here.
    #[serde(default)]
    pub second_factor_there: bool,
}

fn preferred_username() -> String {
    "preferred_username".into()
}

fn groups() -> String {
    "groups".into()
}

fn second_factors() -> Vec<String> {
    ["mfa", "otp", "hwk", "fido"].map(str::to_owned).to_vec()
}

fn passkeys() -> Vec<String> {
    ["hwk", "fido"].map(str::to_owned).to_vec()
}

/// The role and team of a group's members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The group, as the provider names it.
    pub group: String,
    /// The role: `social_worker`.
    pub role: String,
    /// The short name of the team.
    #[serde(default)]
    pub team: Option<String>,
}

/// Somebody whom the provider has vouched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Vouched {
    /// Who the provider is, and what it calls them for ever: another provider's word for somebody is another.
    pub subject: String,
    /// Their sign-in name.
    pub user: String,
    /// Their name.
    pub name: String,
    /// Their place here by their groups; none when no group of theirs has one.
    pub place: Option<Place>,
    /// They proved a second factor to the provider.
    pub second_factor: bool,
    /// It was a passkey.
    pub passkey: bool,
    /// When they last proved anything to it, in seconds; none when it does not say.
    pub proved: Option<i64>,
}

/// Where somebody is sent, and what must be kept until they come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The provider's address for this try.
    pub address: String,
    /// What they must come back with.
    pub state: String,
    /// What the token must say.
    pub nonce: String,
    /// What shows that it was this program that sent them.
    pub verifier: String,
}

/// Why somebody was not vouched for. The words are for the log; they hold nothing of the person's.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused(pub String);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claims(Map<String, Value>);
impl AdditionalClaims for Claims {}

type Fields = IdTokenFields<
    Claims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Provider = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A council's own sign-in.
#[derive(Clone, Debug)]
pub struct Council {
    settings: Settings,
    back: String,
}

impl Council {
    /// That of these settings, to which people come back at this address of ours.
    pub fn new(settings: Settings, back: &str) -> Result<Council, Refused> {
        let address = |text: &str| url::Url::parse(text).map_err(|_| Refused(format!("{text} is not an address")));
        let issuer = address(&settings.issuer)?;
        let loopback = matches!(issuer.host_str(), Some("localhost" | "127.0.0.1"));
        if issuer.scheme() != "https" && !loopback {
            return Err(Refused("the provider must be reached over https".into()));
        }
        address(back)?;
        Ok(Council { settings, back: back.to_owned() })
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    fn http() -> Result<blocking::Client, Refused> {
        // A provider that sends us elsewhere is not the one we were told of.
        let client = blocking::ClientBuilder::new().redirect(redirect::Policy::none()).timeout(Duration::from_secs(10));
        client.build().map_err(|fault| Refused(format!("no connection can be made: {fault:?}")))
    }

    fn provider(&self, http: &blocking::Client) -> Result<Provider, Refused> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(refused("the provider's address"))?;
        let known = CoreProviderMetadata::discover(&issuer, http).map_err(refused("the provider's configuration"))?;
        let secret = Some(self.settings.client_secret.clone()).filter(|secret| !secret.is_empty());
        let client = Client::from_provider_metadata(
            known,
            ClientId::new(self.settings.client_id.clone()),
            secret.map(ClientSecret::new),
        );
        let back = RedirectUrl::new(self.back.clone()).map_err(refused("the address to come back to"))?;
        Ok(client.set_redirect_uri(back))
    }

    /// Sends somebody to the provider; `again` when they must prove themselves anew there.
    pub fn send(&self, again: bool) -> Result<Sent, Refused> {
        let http = Council::http()?;
        let provider = self.provider(&http)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut asked = provider
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("profile".into()))
            .set_pkce_challenge(challenge);
        for scope in &self.settings.scopes {
            asked = asked.add_scope(Scope::new(scope.clone()));
        }
        if again {
            asked = asked.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::from_secs(0));
        }
        let (address, state, nonce) = asked.url();
        Ok(Sent {
            address: address.to_string(),
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        })
    }

    /// Takes the code somebody came back with to the provider, and checks the token it gives for it.
    pub fn returned(&self, code: &str, nonce: &str, verifier: &str) -> Result<Vouched, Refused> {
        let http = Council::http()?;
        let provider = self.provider(&http)?;
        let answer = provider
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(refused("the provider's configuration"))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
            .request(&http)
            .map_err(refused("the code"))?;
        let token = answer.id_token().ok_or_else(|| Refused("the provider gave no token".into()))?;
        use CoreJwsSigningAlgorithm as Signed;
        let signed = [
            Signed::RsaSsaPkcs1V15Sha256,
            Signed::RsaSsaPkcs1V15Sha384,
            Signed::RsaSsaPkcs1V15Sha512,
            Signed::RsaSsaPssSha256,
            Signed::EcdsaP256Sha256,
            Signed::EcdsaP384Sha384,
            Signed::EdDsa,
        ];
        let check = provider.id_token_verifier().set_allowed_algs(signed);
        let claims = token.claims(&check, &Nonce::new(nonce.to_owned())).map_err(refused("the token"))?;
        let said = serde_json::to_value(claims).map_err(refused("the token"))?;
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        let list = |name: &str| -> Vec<String> {
            let one = |value: &Value| value.as_str().map(str::to_owned);
            said[name].as_array().map(|all| all.iter().filter_map(one).collect()).unwrap_or_default()
        };
        let user = text(&self.settings.user_claim);
        if user.is_empty() {
            return Err(Refused(format!("the token says no {}", self.settings.user_claim)));
        }
        let groups = list(&self.settings.groups_claim);
        let ways = list("amr");
        let passkey = ways.iter().any(|way| self.settings.passkeys.contains(way));
        let second_factor = passkey || ways.iter().any(|way| self.settings.second_factors.contains(way));
        if self.settings.second_factor_there && !second_factor {
            return Err(Refused("no second factor was proved to the provider".into()));
        }
        Ok(Vouched {
            subject: format!("{} {}", self.settings.issuer, claims.subject().as_str()),
            name: Some(text("name")).filter(|name| !name.is_empty()).unwrap_or_else(|| user.clone()),
            user,
            place: self.settings.roles.iter().find(|place| groups.contains(&place.group)).cloned(),
            second_factor,
            passkey,
            proved: said["auth_time"].as_i64(),
        })
    }
}

/// What was wrong, without what the provider or the person said.
fn refused<E: std::fmt::Debug>(what: &'static str) -> impl Fn(E) -> Refused {
    move |fault| Refused(format!("{what}: {fault:?}").chars().take(300).collect())
}
