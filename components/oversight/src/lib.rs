//! Oversight: violations of those who send reports, the lock they bring and the objection to them (Điều 27), and
//! what agencies find difficult in the regulation (Điều 28 khoản 3).

mod conduct;
mod decision;
mod locks;
mod objection;
mod objections;
mod page;
mod record;
mod records;
mod referral;
mod remark;
mod remarks;
mod violation;

pub use conduct::{MadeObjection, OwnConduct, RecordedViolation};
pub use decision::Decision;
pub use locks::{LockedAccount, Locks};
pub use objection::Objecting;
pub use objections::{Objections, WaitingObjection};
pub use page::ConductReply;
pub use record::ConductRecord;
pub use records::{ConductRecords, ListedRecord};
pub use referral::Referring;
pub use remark::{Answering, Merging, RemarkReply, SendingRemark};
pub use remarks::{RemarkView, Remarks};
pub use violation::{CaseViolations, Recording};

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/cases/{code}/violations", violation::record)
        .get("/api/cases/{code}/violations", violation::list)
        .get("/api/me/conduct", conduct::read)
        .post("/api/me/conduct/objections", objection::object_to)
        .get("/api/conduct/objections", objections::list)
        .post("/api/conduct/objections/{id}/decision", decision::decide)
        .get("/api/conduct/locks", locks::list)
        .get("/api/conduct/records", records::list)
        .get("/api/conduct/records/{id}", record::read)
        .post("/api/conduct/records/{id}/referral", referral::refer_to)
        .post("/api/remarks", remark::send)
        .get("/api/remarks", remarks::list)
        .post("/api/remarks/{id}/answer", remark::answer)
        .post("/api/remarks/{id}/merging", remark::merge)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(paths(
        violation::record,
        violation::list,
        conduct::read,
        objection::object_to,
        objections::list,
        decision::decide,
        locks::list,
        records::list,
        record::read,
        referral::refer_to,
        remark::send,
        remarks::list,
        remark::answer,
        remark::merge,
    ))]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
