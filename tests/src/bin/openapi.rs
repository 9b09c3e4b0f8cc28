//! Prints the application's OpenAPI document. `cargo xtask openapi` writes it to `static/openapi.json`.

fn main() {
    print!("{}", tests::openapi::whole());
}
