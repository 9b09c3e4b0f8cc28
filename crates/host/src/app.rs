//! The loaded application: its components ready to run, and the ways a request reaches them.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, OnceLock, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::BodyExt as _;
use wasmtime::component::{Component as Wasm, GuestTaskId, InstancePre, ResourceTable};
use wasmtime::{Cache, CacheConfig, Config, Engine, Store, StoreContextMut, StoreLimitsBuilder};
use wasmtime_wasi::cli::OutputFile;
use wasmtime_wasi::{FsPerms, WasiCtx};
use wasmtime_wasi_http::handler::{
    HandlerState, Instance, ProxyHandler, ProxyPre, ShouldAccept, WorkerExpiration, WorkerState,
    WorkerStatus,
};
use wasmtime_wasi_http::{Error, WasiBody, WasiHttpCtx};

use crate::bindings::SpinCronPre;
use crate::clock::Clock;
use crate::counters::Counters;
use crate::guest::{self, Guest};
use crate::manifest::{self, Manifest, Route, StaticResponse};
use crate::outbound::{AllowedHosts, Inbound, Outbound};
use crate::routes::{Match, Router};
use crate::settings::Storage;
use crate::{key_value, sqlite, variables};

/// How often guests that compute without pause let others have the thread.
const EPOCH: Duration = Duration::from_millis(10);
/// The address Spin shows a component for a request that came from another component.
const CHAINED_CLIENT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);

/// How long an instance lives and how many requests share it.
#[derive(Clone, Copy, Debug)]
pub struct InstanceReuse {
    /// Requests an instance serves before it is replaced.
    pub count_max: usize,
    /// Requests an instance serves at the same time.
    pub concurrent_max: usize,
    /// How long an instance without requests is kept.
    pub idle_timeout: Duration,
    /// How long a request may take until its response begins; no limit if `None`.
    pub request_timeout: Option<Duration>,
}

impl Default for InstanceReuse {
    /// Spin's own values.
    fn default() -> Self {
        Self {
            count_max: 128,
            concurrent_max: 16,
            idle_timeout: Duration::from_secs(1),
            request_timeout: None,
        }
    }
}

/// What loading an application needs besides its manifest.
pub(crate) struct Surroundings<'a> {
    pub storage: Storage,
    pub values: &'a variables::Values,
    pub log_dir: &'a Path,
    pub cache_dir: Option<&'a Path>,
    pub reuse: InstanceReuse,
    pub memory_bytes_max: Option<usize>,
    pub clock: Clock,
    pub counters: Arc<Counters>,
    pub progress: &'a (dyn Fn(&str) + Sync),
}

/// A loaded application.
pub(crate) struct App {
    pub name: String,
    pub version: String,
    pub clock: Clock,
    pub counters: Arc<Counters>,
    pub cron: Vec<CronJob>,
    router: Router<Target>,
    handlers: BTreeMap<String, ProxyHandler<Handler>>,
    dispatcher: Dispatcher,
}

/// A component that a schedule starts.
#[derive(Clone)]
pub(crate) struct CronJob {
    pub component: Arc<Component>,
    pub pre: SpinCronPre<Guest>,
    pub schedule: croner::Cron,
}

enum Target {
    Component(String),
    Static(Box<Response<String>>),
}

/// A component with everything a new instance of it is made from.
pub(crate) struct Component {
    pub id: String,
    pre: InstancePre<Guest>,
    environment: Vec<(String, String)>,
    mounts: Vec<(PathBuf, String)>,
    databases: Arc<BTreeMap<String, Arc<sqlite::Database>>>,
    stores: Arc<BTreeMap<String, key_value::Store>>,
    variables: Arc<BTreeMap<String, String>>,
    allowed_hosts: Arc<AllowedHosts>,
    stdout: OutputFile,
    stderr: OutputFile,
    stderr_path: PathBuf,
    memory_bytes_max: Option<usize>,
    clock: Clock,
    counters: Arc<Counters>,
    dispatcher: Dispatcher,
}

impl App {
    /// Compiles and links every component of `manifest`.
    ///
    /// # Errors
    ///
    /// A component's file is missing or is no component, imports something this host does not
    /// have, does not export what its trigger needs, or asks for a label, folder, variable or host
    /// that does not exist.
    pub(crate) fn load(
        manifest: &Manifest,
        around: &Surroundings<'_>,
    ) -> anyhow::Result<Arc<Self>> {
        check_labels(manifest, &around.storage)?;
        let cache = compilation_cache(around.cache_dir)?;
        let engine = engine(cache.clone())?;
        let linker = guest::linker(&engine)?;
        let dispatcher = Dispatcher::default();

        let started = Instant::now();
        let mut components = BTreeMap::new();
        // One thread per component: compiling one uses several cores only part of the time.
        let loaded: Vec<anyhow::Result<Component>> = std::thread::scope(|scope| {
            let threads: Vec<_> = manifest
                .components
                .iter()
                .map(|(id, config)| {
                    let (engine, linker, dispatcher) = (&engine, &linker, &dispatcher);
                    scope.spawn(move || {
                        Component::load(id, config, manifest, around, engine, linker, dispatcher)
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| match thread.join() {
                    Ok(result) => result,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });
        for component in loaded {
            let component = component?;
            components.insert(component.id.clone(), Arc::new(component));
        }
        if let Some(cache) = &cache {
            let add = |counter: &std::sync::atomic::AtomicU64, n: usize| {
                counter.fetch_add(n as u64, std::sync::atomic::Ordering::Relaxed);
            };
            add(&around.counters.components_compiled, cache.cache_misses());
            add(&around.counters.components_from_cache, cache.cache_hits());
            (around.progress)(&format!(
                "loaded {} components in {:.2} s: {} compiled, {} from the cache",
                components.len(),
                started.elapsed().as_secs_f64(),
                cache.cache_misses(),
                cache.cache_hits(),
            ));
        }

        let mut routes = Vec::new();
        let mut handlers = BTreeMap::new();
        for trigger in &manifest.http {
            let (span, trigger) = (trigger.span(), trigger.get_ref());
            let target = match (&trigger.component, &trigger.static_response) {
                (Some(id), _) => {
                    if !handlers.contains_key(id) {
                        let handler =
                            Handler::new(&components[id], around.reuse).map_err(|problem| {
                                anyhow!(
                                    manifest
                                        .at(span.clone(), format!("component {id:?}: {problem:#}"))
                                )
                            })?;
                        handlers.insert(id.clone(), ProxyHandler::new(handler));
                    }
                    Target::Component(id.clone())
                }
                (None, Some(response)) => Target::Static(Box::new(
                    static_response(response).map_err(|p| anyhow!(manifest.at(span.clone(), p)))?,
                )),
                (None, None) => bail!(manifest.at(span, "a trigger leads nowhere")),
            };
            if let Route::Path(path) = &trigger.route {
                routes.push((path.clone(), target));
            }
        }
        let router = Router::new(routes)
            .with_context(|| format!("the routes of {}", manifest.folder().display()))?;

        let cron = manifest
            .cron
            .iter()
            .map(|trigger| {
                let (span, trigger) = (trigger.span(), trigger.get_ref());
                let component = &components[&trigger.component];
                Ok(CronJob {
                    component: Arc::clone(component),
                    pre: SpinCronPre::new(component.pre.clone()).map_err(|problem| {
                        anyhow!(manifest.at(
                            span,
                            format!(
                                "component {:?} is no cron component: {problem:#}",
                                component.id
                            )
                        ))
                    })?,
                    schedule: crate::cron::schedule(trigger.cron_expression.get_ref()).map_err(
                        |problem| anyhow!(manifest.at(trigger.cron_expression.span(), problem)),
                    )?,
                })
            })
            .collect::<anyhow::Result<_>>()?;

        let app = Arc::new(Self {
            name: manifest.name.clone(),
            version: manifest.version.clone(),
            clock: around.clock.clone(),
            counters: Arc::clone(&around.counters),
            cron,
            router,
            handlers,
            dispatcher,
        });
        app.dispatcher.connect(&app);
        tick_epochs(&engine)?;
        Ok(app)
    }

    /// The application's routes, best first, each with the component that answers.
    pub(crate) fn routes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.router.iter().map(|(route, target)| match target {
            Target::Component(id) => (route, id.as_str()),
            Target::Static(_) => (route, "(static response)"),
        })
    }

    /// Tells the application where it can be reached, for requests of a component to itself.
    pub(crate) fn listens_on(&self, address: SocketAddr) {
        _ = self.dispatcher.0.address.set(address);
    }

    /// Answers a request by the application's routes. The URI must be absolute.
    pub(crate) async fn respond(
        &self,
        request: http::Request<WasiBody>,
        client: SocketAddr,
    ) -> Response<WasiBody> {
        let path = request.uri().path().to_owned();
        match self.router.find(&path) {
            None => empty(StatusCode::NOT_FOUND),
            Some(found) => match found.target {
                Target::Static(response) => response.as_ref().clone().map(|text| full(text.into())),
                Target::Component(id) => {
                    self.run(id, request, SpinHeaders::of(&found), client).await
                }
            },
        }
    }

    async fn run(
        &self,
        id: &str,
        mut request: http::Request<WasiBody>,
        headers: SpinHeaders,
        client: SocketAddr,
    ) -> Response<WasiBody> {
        let Some(handler) = self.handlers.get(id) else {
            return empty(StatusCode::NOT_FOUND);
        };
        if let Err(problem) = headers.append(&mut request, client) {
            tracing::warn!("request to {id} has an address no header can carry: {problem}");
            return empty(StatusCode::BAD_REQUEST);
        }
        match handler.handle((), request).await {
            Ok(response) => response,
            Err(error) => {
                tracing::error!(
                    "component {id} failed to respond: {error:#} (its own words, if any: {})",
                    handler.state().component.stderr_path.display()
                );
                empty(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

/// The way from a guest's outgoing request back into the application.
///
/// Components are made before the application they are part of, so that this is connected last.
#[derive(Clone, Default)]
pub(crate) struct Dispatcher(Arc<DispatcherInner>);

#[derive(Default)]
struct DispatcherInner {
    app: OnceLock<Weak<App>>,
    address: OnceLock<SocketAddr>,
}

impl Dispatcher {
    fn connect(&self, app: &Arc<App>) {
        _ = self.0.app.set(Arc::downgrade(app));
    }

    fn app(&self) -> Result<Arc<App>, Error> {
        self.0
            .app
            .get()
            .and_then(Weak::upgrade)
            .ok_or(Error::DestinationUnavailable)
    }

    /// A request of one component to another, private or not, by the other's name.
    pub(crate) async fn chained_request(
        &self,
        component: &str,
        mut request: http::Request<WasiBody>,
    ) -> Result<Response<WasiBody>, Error> {
        let app = self.app()?;
        if !app.handlers.contains_key(component) {
            tracing::warn!("there is no component {component:?} to send a request to");
            return Err(Error::DestinationNotFound);
        }
        request.headers_mut().remove(http::header::HOST);
        let headers = SpinHeaders {
            path_info: request.uri().path().to_owned(),
            route: "/...".to_owned(),
            named: Vec::new(),
        };
        Ok(app.run(component, request, headers, CHAINED_CLIENT).await)
    }

    /// A request of a component to its own application, by its routes.
    pub(crate) async fn own_request(
        &self,
        mut request: http::Request<WasiBody>,
    ) -> Result<Response<WasiBody>, Error> {
        let app = self.app()?;
        let address = self.0.address.get().ok_or(Error::DestinationUnavailable)?;
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        *request.uri_mut() = format!("http://{address}{path}")
            .parse()
            .map_err(|_| Error::HttpRequestUriInvalid)?;
        let host = HeaderValue::from_str(&address.to_string());
        request.headers_mut().insert(
            http::header::HOST,
            host.map_err(|_| Error::HttpRequestUriInvalid)?,
        );
        Ok(app.respond(request, *address).await)
    }
}

impl Component {
    fn load(
        id: &str,
        config: &manifest::Component,
        manifest: &Manifest,
        around: &Surroundings<'_>,
        engine: &Engine,
        linker: &wasmtime::component::Linker<Guest>,
        dispatcher: &Dispatcher,
    ) -> anyhow::Result<Self> {
        let refuse =
            |span: std::ops::Range<usize>, problem: String| anyhow!(manifest.at(span, problem));
        let fill = |template: &toml::Spanned<String>| {
            around
                .values
                .fill(template.get_ref())
                .map_err(|problem| refuse(template.span(), format!("{problem:#}")))
        };

        let file = manifest.folder().join(config.source.get_ref());
        if !file.is_file() {
            return Err(refuse(
                config.source.span(),
                format!(
                    "component {id:?}: there is no file {}; build it first",
                    file.display()
                ),
            ));
        }
        let wasm = Wasm::from_file(engine, &file).map_err(|problem| {
            refuse(
                config.source.span(),
                format!("component {id:?} is not usable: {problem:#}"),
            )
        })?;
        let pre = linker.instantiate_pre(&wasm).map_err(|problem| {
            refuse(
                config.source.span(),
                format!("component {id:?} needs what this host does not have: {problem:#}"),
            )
        })?;
        (around.progress)(&format!("  {id}"));

        let mut mounts = Vec::new();
        for mount in &config.files {
            let folder = manifest.folder().join(&mount.get_ref().source);
            if !folder.is_dir() {
                return Err(refuse(
                    mount.span(),
                    format!("component {id:?}: {} is not a folder", folder.display()),
                ));
            }
            mounts.push((folder, mount.get_ref().destination.clone()));
        }
        let mut allowed_hosts = AllowedHosts::default();
        for pattern in &config.allowed_outbound_hosts {
            allowed_hosts
                .push(&fill(pattern)?)
                .map_err(|problem| refuse(pattern.span(), format!("{problem:#}")))?;
        }
        let variables = config
            .variables
            .iter()
            .map(|(name, template)| Ok((name.clone(), fill(template)?)))
            .collect::<anyhow::Result<_>>()?;
        let databases = config
            .sqlite_databases
            .iter()
            .map(|label| label.get_ref())
            .map(|label| (label.clone(), Arc::clone(&around.storage.databases[label])))
            .collect();
        let stores = config
            .key_value_stores
            .iter()
            .map(|label| label.get_ref())
            .map(|label| {
                let file = Arc::clone(&around.storage.stores[label]);
                (label.clone(), key_value::Store::new(label, file))
            })
            .collect();
        let log = |stream: &str| -> anyhow::Result<(OutputFile, PathBuf)> {
            let path = around.log_dir.join(format!("{id}_{stream}.txt"));
            let file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(&path)
                .with_context(|| format!("cannot write the log {}", path.display()))?;
            Ok((OutputFile::new(file), path))
        };
        let (stdout, _) = log("stdout")?;
        let (stderr, stderr_path) = log("stderr")?;
        Ok(Self {
            id: id.to_owned(),
            pre,
            environment: config
                .environment
                .iter()
                .map(|(name, value)| (name.clone(), value.get_ref().clone()))
                .collect(),
            mounts,
            databases: Arc::new(databases),
            stores: Arc::new(stores),
            variables: Arc::new(variables),
            allowed_hosts: Arc::new(allowed_hosts),
            stdout,
            stderr,
            stderr_path,
            memory_bytes_max: around.memory_bytes_max,
            clock: around.clock.clone(),
            counters: Arc::clone(&around.counters),
            dispatcher: dispatcher.clone(),
        })
    }

    /// The store for a new instance.
    pub(crate) fn store(&self) -> wasmtime::Result<Store<Guest>> {
        Counters::count(&self.counters.instances);
        let mut wasi = WasiCtx::builder();
        wasi.envs(&self.environment)
            .stdout(self.stdout.clone())
            .stderr(self.stderr.clone())
            .wall_clock(self.clock.clone());
        for (folder, destination) in &self.mounts {
            wasi.preopened_dir(folder, destination, FsPerms::ReadOnly)?;
        }
        let mut limits = StoreLimitsBuilder::new();
        if let Some(bytes) = self.memory_bytes_max {
            limits = limits.memory_size(bytes);
        }
        let mut store = Store::new(
            self.pre.engine(),
            Guest {
                table: ResourceTable::new(),
                wasi: wasi.build(),
                http: WasiHttpCtx::new(),
                inbound: Inbound,
                outbound: Outbound::new(
                    Arc::clone(&self.allowed_hosts),
                    self.dispatcher.clone(),
                    Arc::clone(&self.counters),
                ),
                sqlite: sqlite::Access::new(Arc::clone(&self.databases)),
                key_value: key_value::Access::new(Arc::clone(&self.stores)),
                variables: variables::Access::new(Arc::clone(&self.variables)),
                limits: limits.build(),
            },
        );
        if self.memory_bytes_max.is_some() {
            store.limiter(|guest| &mut guest.limits);
        }
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        Ok(store)
    }

    /// Where the guest's complaints are.
    pub(crate) fn stderr_path(&self) -> &Path {
        &self.stderr_path
    }
}

/// Makes instances of one HTTP component.
struct Handler {
    component: Arc<Component>,
    pre: ProxyPre<Guest>,
    reuse: InstanceReuse,
}

impl Handler {
    fn new(component: &Arc<Component>, mut reuse: InstanceReuse) -> anyhow::Result<Self> {
        use wasmtime_wasi_http::{p2, p3};
        let pre = match p3::bindings::ServicePre::new(component.pre.clone()) {
            Ok(pre) => ProxyPre::P3(pre),
            Err(_) => match p2::bindings::ProxyPre::new(component.pre.clone()) {
                Ok(pre) => {
                    // Handlers of WASI 0.2 were written for one request per instance.
                    reuse.count_max = 1;
                    reuse.concurrent_max = 1;
                    ProxyPre::P2(pre)
                }
                Err(_) => bail!(
                    "it exports neither `wasi:http/handler@0.3.0` (spin-sdk 7) nor \
                     `wasi:http/incoming-handler@0.2.x`"
                ),
            },
        };
        Ok(Self {
            component: Arc::clone(component),
            pre,
            reuse,
        })
    }
}

impl HandlerState for Handler {
    type StoreData = Guest;
    type WorkerExpiration = Expiration;
    type WorkerState = Worker;

    async fn instantiate(&self) -> wasmtime::Result<Instance<Guest, Expiration, Worker>> {
        let mut store = self.component.store()?;
        let proxy = self.pre.instantiate_async(&mut store).await?;
        Ok(Instance {
            store,
            proxy,
            view: Guest::inbound,
            expiration: Expiration {
                reuse: self.reuse,
                sleep: None,
            },
            state: Worker {
                component: Arc::clone(&self.component),
                reuse: self.reuse,
            },
        })
    }
}

/// Ends an instance that is idle, or whose requests take too long.
struct Expiration {
    reuse: InstanceReuse,
    sleep: Option<(tokio::time::Instant, Pin<Box<tokio::time::Sleep>>)>,
}

impl WorkerExpiration for Expiration {
    fn poll(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        status: WorkerStatus,
        since: Instant,
    ) -> Poll<()> {
        let this = self.get_mut();
        let timeout = match status {
            WorkerStatus::Idle => Some(this.reuse.idle_timeout),
            WorkerStatus::Requests | WorkerStatus::PostReturn => this.reuse.request_timeout,
        };
        let Some(deadline) = timeout.and_then(|timeout| since.checked_add(timeout)) else {
            return Poll::Pending;
        };
        let deadline = tokio::time::Instant::from_std(deadline);
        let (set_to, sleep) = this
            .sleep
            .get_or_insert_with(|| (deadline, Box::pin(tokio::time::sleep_until(deadline))));
        if *set_to != deadline {
            *set_to = deadline;
            sleep.as_mut().reset(deadline);
        }
        sleep.as_mut().poll(context)
    }
}

struct Worker {
    component: Arc<Component>,
    reuse: InstanceReuse,
}

impl WorkerState for Worker {
    type StoreData = Guest;
    type RequestData = ();

    fn should_accept_request(&self, concurrent: usize, total: usize) -> ShouldAccept {
        if total >= self.reuse.count_max {
            ShouldAccept::Never
        } else if concurrent >= self.reuse.concurrent_max {
            ShouldAccept::No
        } else {
            ShouldAccept::Yes
        }
    }

    fn on_request_start(
        &self,
        _store: StoreContextMut<'_, Guest>,
        (): (),
        _task: GuestTaskId,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + Sync>> {
        match self.reuse.request_timeout {
            Some(timeout) => Box::pin(tokio::time::sleep(timeout)),
            None => Box::pin(std::future::pending()),
        }
    }

    fn drop(&self, store: Store<Guest>, result: wasmtime::Result<()>) {
        if let Err(error) = result {
            Counters::count(&self.component.counters.traps);
            tracing::error!(
                "an instance of {} is lost, with all requests it was serving: {error:?}\n\
                 (its own words, if any: {})",
                self.component.id,
                self.component.stderr_path.display()
            );
        }
        // The store may hold SQLite connections, and closing the last one writes to disk.
        tokio::task::spawn_blocking(move || drop(store));
    }
}

/// What Spin tells a component about the request's way to it.
struct SpinHeaders {
    path_info: String,
    route: String,
    named: Vec<(String, String)>,
}

impl SpinHeaders {
    fn of(found: &Match<'_, Target>) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            path_info: found.path_info.clone(),
            route: found.route.to_owned(),
            named: found.named.iter().map(own).collect(),
        }
    }

    /// Adds the headers *after* those of the client, as Spin does: a client that sends one of them
    /// itself is seen first.
    fn append(
        &self,
        request: &mut http::Request<WasiBody>,
        client: SocketAddr,
    ) -> anyhow::Result<()> {
        let host = request
            .headers()
            .get(http::header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("localhost");
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let full_url = format!("http://{host}{path}");
        let prefix = self
            .route
            .strip_suffix("/...")
            .unwrap_or(&self.route)
            .to_owned();
        let client = client.to_string();
        let headers: &mut HeaderMap = request.headers_mut();
        for (name, value) in [
            ("spin-path-info", self.path_info.as_str()),
            ("spin-full-url", &full_url),
            ("spin-matched-route", &self.route),
            ("spin-base-path", "/"),
            ("spin-raw-component-route", &self.route),
            ("spin-component-route", &prefix),
            ("spin-client-addr", &client),
        ] {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value)?);
        }
        for (name, value) in &self.named {
            let name = format!(
                "spin-path-match-{}",
                name.to_ascii_lowercase().replace('_', "-")
            );
            headers.append(HeaderName::try_from(name)?, HeaderValue::from_str(value)?);
        }
        Ok(())
    }
}

/// A response without a body.
pub(crate) fn empty(status: StatusCode) -> Response<WasiBody> {
    let mut response = Response::new(full(bytes::Bytes::new()));
    *response.status_mut() = status;
    response
}

/// A body that is there as a whole.
pub(crate) fn full(bytes: bytes::Bytes) -> WasiBody {
    http_body_util::Full::new(bytes)
        .map_err(|never| match never {})
        .boxed_unsync()
}

fn static_response(config: &StaticResponse) -> Result<Response<String>, String> {
    let mut response = Response::builder().status(config.status_code.unwrap_or(200));
    for (name, value) in &config.headers {
        response = response.header(name, value);
    }
    response
        .body(config.body.clone().unwrap_or_default())
        .map_err(|problem| problem.to_string())
}

fn check_labels(manifest: &Manifest, storage: &Storage) -> anyhow::Result<()> {
    for (id, component) in &manifest.components {
        for label in &component.sqlite_databases {
            if !storage.databases.contains_key(label.get_ref()) {
                let label_name = label.get_ref();
                bail!(manifest.at(
                    label.span(),
                    format!(
                        "component {id:?} uses the SQLite database {label_name:?}, which is not \
                         defined; add [sqlite_database.{label_name}] to the runtime configuration"
                    )
                ));
            }
        }
        for label in &component.key_value_stores {
            if !storage.stores.contains_key(label.get_ref()) {
                let label_name = label.get_ref();
                bail!(manifest.at(
                    label.span(),
                    format!(
                        "component {id:?} uses the key-value store {label_name:?}, which is not \
                         defined; add [key_value_store.{label_name}] to the runtime configuration"
                    )
                ));
            }
        }
    }
    Ok(())
}

fn compilation_cache(folder: Option<&Path>) -> anyhow::Result<Option<Cache>> {
    let mut config = CacheConfig::new();
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the cache folder {}", folder.display()))?;
        config.with_directory(folder.canonicalize()?);
    }
    match Cache::new(config) {
        Ok(cache) => Ok(Some(cache)),
        Err(problem) => {
            tracing::warn!("no compilation cache, every start compiles again: {problem:#}");
            Ok(None)
        }
    }
}

fn engine(cache: Option<Cache>) -> anyhow::Result<Engine> {
    let mut config = Config::new();
    config
        .wasm_component_model_async(true)
        .epoch_interruption(true)
        .cache(cache);
    let mut pool = wasmtime::PoolingAllocationConfig::default();
    pool.total_component_instances(1000)
        .total_memories(1000)
        .total_tables(2000)
        .total_stacks(1000)
        .total_core_instances(4000)
        .table_elements(100_000)
        .max_component_instance_size(10 << 20)
        .max_core_instance_size(10 << 20)
        .max_memories_per_component(32)
        .max_tables_per_component(64)
        .max_core_instances_per_component(200)
        .max_memory_size(4 << 30)
        // Instances follow each other quickly in one slot; resetting this much memory is cheaper
        // than mapping it again.
        .linear_memory_keep_resident(2 << 20)
        .table_keep_resident(512 << 10);
    config.allocation_strategy(wasmtime::InstanceAllocationStrategy::Pooling(pool));
    match Engine::new(&config) {
        Ok(engine) => Ok(engine),
        Err(problem) => {
            // The pool reserves terabytes of address space, which some machines do not have.
            tracing::warn!("instances are made one by one, not from a pool: {problem:#}");
            config.allocation_strategy(wasmtime::InstanceAllocationStrategy::OnDemand);
            Ok(Engine::new(&config)?)
        }
    }
}

fn tick_epochs(engine: &Engine) -> anyhow::Result<()> {
    let engine = engine.weak();
    std::thread::Builder::new()
        .name("epochs".to_owned())
        .spawn(move || {
            while let Some(engine) = engine.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(EPOCH);
            }
        })
        .context("cannot start a thread")?;
    Ok(())
}
