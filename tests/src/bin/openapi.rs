//! Writes the application's OpenAPI document to `static/openapi.json`. `cargo xtask openapi` calls it.

fn main() -> std::io::Result<()> {
    std::fs::write(tests::Town::workspace().join("static/openapi.json"), tests::openapi::whole())
}
