//! Who is signed in, by cookie and by token, on a real database file.

use chrono::TimeDelta;
use domain::{AccountId, Actor, Instant, Role, UnitId};
use edge::{Call, Method, Problem, Reply, Request, Routes};
use store::{NewSession, Store, seed};

async fn me(call: Call) -> Result<Reply, Problem> {
    // The store, the session and the path are held at the same time.
    let store = call.store().await?;
    let session = call.signed_in().await?;
    let Actor::Person(account) = call.actor().await? else {
        return Err(Problem::not_found());
    };
    assert!(account.is(Role::Head, &UnitId::new(call.param("unit"))), "{account:?}");
    if call.request.method == Method::POST {
        store.end_session(&account.id, &session.id, call.now).await?;
    }
    Ok(Reply::ok(&session.name))
}

fn status(request: Request, now: Instant) -> u16 {
    let routes = Routes::new().get("/api/{unit}/me", me).post("/api/{unit}/me", me);
    pollster::block_on(edge::handle_at(&routes, request, now)).status.as_u16()
}

#[test]
fn a_session_is_known_by_its_token_until_it_ends() {
    let folder = std::env::temp_dir().join(format!("edge-{}", edge::new_token()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("ihanoi.db");
    seed::install(&rusqlite::Connection::open(&path).unwrap(), seed::Demo::Yes).unwrap();
    store::set_native_path(&path);

    let now = edge::now();
    let token = edge::new_token();
    let opened = pollster::block_on(async {
        let session = NewSession {
            token_hash: &edge::token_hash(&token),
            id: &edge::new_id(now),
            account: &AccountId::new("00070-head"),
            created_at: now,
            expires_at: now + TimeDelta::hours(1),
        };
        Store::open().await.unwrap().open_session(&session).await.unwrap()
    });
    assert!(opened);

    let get = || Request::new(Method::GET, "/api/00070/me", "");
    let cookie = format!("session={token}");
    assert_eq!(status(get(), now), 401);
    assert_eq!(status(get().header("cookie", &cookie), now), 200);
    assert_eq!(status(get().header("authorization", &format!("Bearer {token}")), now), 200);
    // What stands in the database does not open the door.
    assert_eq!(status(get().header("cookie", &format!("session={}", edge::token_hash(&token))), now), 401);
    assert_eq!(status(get().header("cookie", &cookie), now + TimeDelta::hours(2)), 401);

    let post = || Request::new(Method::POST, "/api/00070/me", "").header("cookie", &cookie);
    assert_eq!(status(post().header("sec-fetch-site", "cross-site"), now), 403);
    assert_eq!(status(post().header("sec-fetch-site", "same-origin"), now), 200);
    assert_eq!(status(get().header("cookie", &cookie), now), 401, "ended");

    std::fs::remove_dir_all(&folder).unwrap();
}
