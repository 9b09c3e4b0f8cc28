//! What one instance of a component has: the data of its store.

use wasmtime::component::{Linker, ResourceTable};
use wasmtime::{Engine, StoreLimits};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use crate::outbound::{Inbound, Outbound};
use crate::{bindings, key_value, sqlite, variables};

/// The data of a store.
pub struct Guest {
    pub(crate) table: ResourceTable,
    pub(crate) wasi: WasiCtx,
    pub(crate) http: WasiHttpCtx,
    pub(crate) inbound: Inbound,
    pub(crate) outbound: Outbound,
    pub(crate) sqlite: sqlite::Access,
    pub(crate) key_value: key_value::Access,
    pub(crate) variables: variables::Access,
    pub(crate) limits: StoreLimits,
}

impl WasiView for Guest {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl WasiHttpView for Guest {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            hooks: &mut self.outbound,
            table: &mut self.table,
            ctx: &mut self.http,
        }
    }
}

impl Guest {
    /// The view through which a request from outside enters.
    pub(crate) fn inbound(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            hooks: &mut self.inbound,
            table: &mut self.table,
            ctx: &mut self.http,
        }
    }
}

/// Links everything a component may import.
///
/// # Errors
///
/// Two interfaces define the same name, which would be a mistake here.
pub(crate) fn linker(engine: &Engine) -> wasmtime::Result<Linker<Guest>> {
    let mut linker = Linker::new(engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    wasmtime_wasi::p3::add_to_linker(&mut linker)?;
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker)?;
    wasmtime_wasi_http::p3::add_to_linker(&mut linker)?;
    bindings::sqlite::add_to_linker::<_, sqlite::Sqlite>(&mut linker, |guest: &mut Guest| {
        &mut guest.sqlite
    })?;
    bindings::key_value::add_to_linker::<_, key_value::KeyValue>(
        &mut linker,
        |guest: &mut Guest| &mut guest.key_value,
    )?;
    bindings::variables::add_to_linker::<_, variables::Variables>(
        &mut linker,
        |guest: &mut Guest| &mut guest.variables,
    )?;
    Ok(linker)
}
