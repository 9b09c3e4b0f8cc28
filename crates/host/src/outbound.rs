//! Requests that guests send: where they may go, and the ways that never leave the process.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use http::uri::{Authority, Scheme, Uri};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use crate::app::Dispatcher;
use crate::counters::Counters;

/// Hosts under this name are components of the same application.
const CHAINING_DOMAIN: &str = ".spin.internal";
/// This host is the application itself.
const SELF_HOST: &str = "self.alt";

/// The `allowed_outbound_hosts` of one component.
#[derive(Clone, Debug, Default)]
pub struct AllowedHosts(Vec<AllowedHost>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct AllowedHost {
    /// `None` is any.
    scheme: Option<String>,
    host: HostPattern,
    ports: Ports,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum HostPattern {
    Any,
    /// The application itself.
    Own,
    Exactly(String),
    /// With the leading dot.
    Below(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Ports {
    Any,
    /// From the first up to, and without, the last.
    Range(u16, u32),
}

impl AllowedHosts {
    pub(crate) fn push(&mut self, pattern: &str) -> anyhow::Result<()> {
        self.0.push(AllowedHost::parse(pattern)?);
        Ok(())
    }

    fn allows(&self, uri: &Uri) -> bool {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return false;
        };
        self.0
            .iter()
            .any(|allowed| allowed.allows(scheme, authority))
    }

    fn allows_own(&self) -> bool {
        self.0.iter().any(|allowed| {
            matches!(allowed.host, HostPattern::Any | HostPattern::Own)
                && allowed
                    .scheme
                    .as_deref()
                    .is_none_or(|s| s == "http" || s == "https")
        })
    }
}

impl AllowedHost {
    fn parse(pattern: &str) -> anyhow::Result<Self> {
        let (scheme, rest) = pattern.trim().split_once("://").with_context(|| {
            format!("{pattern:?} has no scheme; write `https://host`, `http://host:port` or `*://host:*`")
        })?;
        let scheme = match scheme {
            "*" => None,
            name if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()) => {
                Some(name.to_ascii_lowercase())
            }
            _ => bail!("{pattern:?}: the scheme is one name or `*`"),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let host = match host {
            "*" => HostPattern::Any,
            "self" | SELF_HOST => HostPattern::Own,
            "" => bail!("{pattern:?} has no host"),
            _ => match host.strip_prefix("*.") {
                Some(domain) if !domain.is_empty() && !domain.contains(['*', '/']) => {
                    HostPattern::Below(format!(".{}", domain.to_ascii_lowercase()))
                }
                None if !host.contains(['*', '/', '{']) => {
                    HostPattern::Exactly(host.to_ascii_lowercase())
                }
                _ => bail!(
                    "{pattern:?}: a host is a name, an address, `*.` and a name, or `*`; \
                     paths, lists and address ranges are not supported"
                ),
            },
        };
        let ports = match port {
            Some("*") => Ports::Any,
            Some(port) => match port.split_once("..") {
                Some((from, to)) => Ports::Range(
                    from.parse()
                        .with_context(|| format!("{pattern:?}: port {from:?}"))?,
                    to.parse::<u16>()
                        .with_context(|| format!("{pattern:?}: port {to:?}"))?
                        .into(),
                ),
                None => {
                    let port: u16 = port
                        .parse()
                        .with_context(|| format!("{pattern:?}: port {port:?}"))?;
                    Ports::Range(port, u32::from(port) + 1)
                }
            },
            None => match scheme.as_deref().and_then(default_port) {
                Some(port) => Ports::Range(port, u32::from(port) + 1),
                // For the application itself the port says nothing.
                None if host == HostPattern::Own => Ports::Any,
                None => bail!("{pattern:?} needs a port: its scheme has no usual one"),
            },
        };
        Ok(Self {
            scheme,
            host,
            ports,
        })
    }

    fn allows(&self, scheme: &Scheme, authority: &Authority) -> bool {
        let host = authority.host().to_ascii_lowercase();
        let scheme_fits = self
            .scheme
            .as_deref()
            .is_none_or(|own| own == scheme.as_str());
        let host_fits = match &self.host {
            HostPattern::Any => true,
            HostPattern::Own => false,
            HostPattern::Exactly(name) => *name == host,
            HostPattern::Below(domain) => host.ends_with(domain),
        };
        let port_fits = match self.ports {
            Ports::Any => true,
            Ports::Range(from, to) => authority
                .port_u16()
                .or_else(|| default_port(scheme.as_str()))
                .is_some_and(|port| port >= from && u32::from(port) < to),
        };
        scheme_fits && host_fits && port_fits
    }
}

fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    }
}

/// The component a host name stands for, if it is one of the application's.
pub(crate) fn chained_component(host: &str) -> Option<&str> {
    host.strip_suffix(CHAINING_DOMAIN)
}

/// Sends the requests of one instance.
pub struct Outbound {
    allowed: Arc<AllowedHosts>,
    dispatcher: Dispatcher,
    counters: Arc<Counters>,
}

impl Outbound {
    pub(crate) fn new(
        allowed: Arc<AllowedHosts>,
        dispatcher: Dispatcher,
        counters: Arc<Counters>,
    ) -> Self {
        Self {
            allowed,
            dispatcher,
            counters,
        }
    }
}

type Sent = Result<
    (
        http::Response<WasiBody>,
        Box<dyn Future<Output = Result<(), Error>> + Send>,
    ),
    Error,
>;

impl WasiHttpHooks for Outbound {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        // What became of the response in the guest; nobody here can act on it.
        _response_outcome: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<dyn Future<Output = Sent> + Send> {
        let allowed = Arc::clone(&self.allowed);
        let dispatcher = self.dispatcher.clone();
        let counters = Arc::clone(&self.counters);
        Box::new(async move {
            let host = request.uri().host().unwrap_or(SELF_HOST).to_owned();
            let response = if host == SELF_HOST {
                if !allowed.allows_own() {
                    return Err(denied(request.uri()));
                }
                Counters::count(&counters.chained_requests);
                dispatcher.own_request(request).await?
            } else if let Some(component) = chained_component(&host) {
                if !allowed.allows(request.uri()) {
                    return Err(denied(request.uri()));
                }
                Counters::count(&counters.chained_requests);
                dispatcher.chained_request(component, request).await?
            } else {
                if !allowed.allows(request.uri()) {
                    return Err(denied(request.uri()));
                }
                Counters::count(&counters.outbound_requests);
                let (response, io) =
                    wasmtime_wasi_http::default_send_request(request, options).await?;
                let response = response.map(http_body_util::BodyExt::boxed_unsync);
                return Ok((response, Box::new(io) as Box<dyn Future<Output = _> + Send>));
            };
            Ok((
                response,
                Box::new(async { Ok(()) }) as Box<dyn Future<Output = _> + Send>,
            ))
        })
    }
}

fn denied(uri: &Uri) -> Error {
    tracing::warn!(
        "a component tried to send a request to {uri}; to allow it, add it to the component's \
         allowed_outbound_hosts"
    );
    Error::HttpRequestDenied
}

/// How requests enter an instance: like Spin, and unlike wasmtime's default, with their `Host`.
pub struct Inbound;

impl WasiHttpHooks for Inbound {
    fn is_forbidden_header(&mut self, name: &http::HeaderName) -> bool {
        self.forbidden_header_filter()(name)
    }

    fn forbidden_header_filter(&mut self) -> wasmtime_wasi_http::ForbiddenHeaderFilter {
        Arc::new(|name| {
            *name != http::header::HOST
                && wasmtime_wasi_http::DEFAULT_FORBIDDEN_HEADERS.contains(name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(patterns: &[&str], uri: &str) -> bool {
        let mut hosts = AllowedHosts::default();
        for pattern in patterns {
            hosts.push(pattern).unwrap();
        }
        hosts.allows(&uri.parse().unwrap())
    }

    #[test]
    fn scheme_host_and_port_must_all_fit() {
        assert!(allows(&["https://a.example"], "https://a.example/x"));
        assert!(!allows(&["https://a.example"], "http://a.example/x"));
        assert!(!allows(&["https://a.example"], "https://a.example:444/x"));
        assert!(!allows(&["https://a.example"], "https://b.a.example/"));
        assert!(allows(&["https://*.example"], "https://b.a.example/"));
        assert!(!allows(&["https://*.example"], "https://example/"));
        assert!(allows(&["http://127.0.0.1:*"], "http://127.0.0.1:4242/"));
        assert!(allows(&["http://h:80..90"], "http://h:89/"));
        assert!(!allows(&["http://h:80..90"], "http://h:90/"));
        assert!(allows(&["*://*:*"], "https://any.where:1/"));
        assert!(allows(
            &["http://media.spin.internal"],
            "http://media.spin.internal/x"
        ));
        assert!(!allows(&["http://self"], "http://other/"));
    }

    #[test]
    fn what_is_not_a_host_is_refused() {
        for pattern in [
            "a.example",
            "*",
            "https://a/b",
            "https://a*b",
            "ftp://a",
            "http://h:x",
        ] {
            assert!(AllowedHosts::default().push(pattern).is_err(), "{pattern}");
        }
    }
}
