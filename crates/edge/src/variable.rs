//! Application variables.

/// The value of a variable of the application; `None` when it is not defined for this component.
/// It is read anew each time, because a secret store may rotate it.
#[cfg(target_arch = "wasm32")]
pub async fn variable(name: &str) -> Option<String> {
    use spin_sdk::variables::Error;
    match spin_sdk::variables::get(name).await {
        Ok(value) => Some(value),
        Err(Error::Undefined(_)) => None,
        Err(error) => {
            // A provider that is down must not look like a variable nobody has set.
            let line = serde_json::json!({ "level": "error", "during": "variable", "name": name, "fault": error.to_string() });
            eprintln!("{line}");
            None
        }
    }
}

/// The value of a variable of the application: natively what [`set_native_variable`] or
/// `SPIN_VARIABLE_<NAME>` says, the latter as the runtime does it.
#[cfg(not(target_arch = "wasm32"))]
pub async fn variable(name: &str) -> Option<String> {
    let set = SET.with_borrow(|set| set.get(name).cloned());
    set.or_else(|| std::env::var(format!("SPIN_VARIABLE_{}", name.to_ascii_uppercase())).ok())
}

#[cfg(not(target_arch = "wasm32"))]
thread_local! {
    static SET: std::cell::RefCell<std::collections::HashMap<String, String>> = std::cell::RefCell::default();
}

/// Sets a variable for this thread. For tests: the environment belongs to the whole process.
#[cfg(not(target_arch = "wasm32"))]
pub fn set_native_variable(name: &str, value: &str) {
    SET.with_borrow_mut(|set| set.insert(name.to_owned(), value.to_owned()));
}
