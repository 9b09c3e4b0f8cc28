//! A case that several agencies answer together, and a matter that is reported again.

use super::client::Client;
use super::clock::Clock;
use super::pictures::{Photograph, Scene};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Where both happen: a corner of Hoàn Kiếm.
const PLACE: (f64, f64) = (21.0262, 105.8515);

/// Three wards are on one street: one leads, one contributes, one declines. Then a pavement that sinks again.
pub fn play(client: &mut Client, clock: &Clock) -> Result<()> {
    let mut story = Story { client, clock, sent: 0 };
    story.together().context("a case with supporters")?;
    story.again().context("a matter that comes back")
}

struct Story<'a> {
    client: &'a mut Client,
    clock: &'a Clock,
    sent: u64,
}

impl Story<'_> {
    fn together(&mut self) -> Result<()> {
        let text = "Đường ống nước vỡ đầu phố Cửa Nam, nước chảy tràn sang địa bàn hai phường bên cạnh từ đêm qua.";
        let code = self.reports("/api/reports", &self.report("Đầu phố Cửa Nam", text), Scene::Flood)?;
        let met = json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true });
        let accepted = json!({
            "checklist": met, "level": "complex", "level_reason": "Tuyến ống chạy qua ba phường, cần cùng khóa van và đào đường.",
            "supporters": ["00004", "00008"],
        });
        self.does("00070-head", &code, "acceptance", &accepted)?;
        self.does("00070-head", &code, "dispatch", &json!({}))?;
        self.does("00070-head", &code, "assignment", &json!({ "handler": "00070-handler" }))?;
        self.does("00004-head", &code, "supporters/00004/assignment", &json!({ "handler": "00004-handler" }))?;
        let media = [self.photographs("00004-handler", Scene::Site)?];
        let contribution = json!({
            "contribution": "Đã khóa van phía Ba Đình và thay đoạn ống dài bốn mét trên địa bàn phường.", "media": media,
        });
        self.does("00004-handler", &code, "supporters/00004/contribution", &contribution)?;
        self.does("00004-head", &code, "supporters/00004/contribution-approval", &json!({ "note": "Đồng ý." }))?;
        let declined = json!({ "reason": "Đoạn ống trên địa bàn Ngọc Hà đã được thay năm ngoái, không liên quan điểm vỡ." });
        self.does("00008-head", &code, "supporters/00008/declination", &declined)?;
        self.answers(&code, "Đã cùng phường Ba Đình khóa van, thay hai đoạn ống vỡ và hoàn trả mặt đường.")?;
        let page = self.client.get("citizen-lan", &format!("/api/public/cases/{code}"), self.clock)?;
        ensure!(page["supporters"][0]["id"] == "00004", "the public page names no supporter: {page}");
        Ok(())
    }

    fn again(&mut self) -> Result<()> {
        let text = "Vỉa hè trước số 27 Lý Thường Kiệt sụt thành hố, tối không có rào chắn.";
        let code = self.reports("/api/reports", &self.report("Số 27 phố Lý Thường Kiệt", text), Scene::Hole)?;
        let met = json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true });
        self.does("00070-intake", &code, "acceptance", &json!({ "checklist": met, "level": "normal" }))?;
        self.does("00070-head", &code, "dispatch", &json!({}))?;
        self.does("00070-head", &code, "assignment", &json!({ "handler": "00070-handler" }))?;
        self.answers(&code, "Đã lấp hố bằng cấp phối và lát lại bốn mét vuông gạch vỉa hè.")?;
        let rating = json!({ "satisfaction": "unsatisfied", "comment": "Mới đi qua một hôm gạch đã lún trở lại." });
        self.client.put("citizen-lan", &format!("/api/reports/{code}/rating"), &rating, self.clock)?;
        let still = json!({ "text": "Vỉa hè lại lún đúng chỗ vừa lấp, gạch bong và nước đọng thành vũng." });
        let next = self.reports(&format!("/api/reports/{code}/reopening"), &still, Scene::Hole)?;
        let mine = self.client.get("citizen-lan", &format!("/api/reports/{next}"), self.clock)?;
        ensure!(mine["chain"][0]["code"] == json!(code), "the new case does not say what it continues: {mine}");
        Ok(())
    }

    /// Draft, approval, result with a picture, publication.
    fn answers(&mut self, code: &str, result: &str) -> Result<()> {
        self.does("00070-handler", code, "draft", &json!({ "conclusion": result }))?;
        self.does("00070-head", code, "approval", &json!({}))?;
        let evidence = [self.photographs("00070-handler", Scene::Mended)?];
        self.does("00070-handler", code, "result", &json!({ "result": result, "evidence": evidence }))?;
        self.does("00070-head", code, "publication", &json!({})).map(drop)
    }

    fn report(&self, address: &str, text: &str) -> Value {
        json!({
            "kind": "field", "category": "duong-ha-tang", "text": text, "address": address, "ward": "00070",
            "latitude": PLACE.0, "longitude": PLACE.1, "happened_at": self.clock.now().to_rfc3339(), "confidential": false,
        })
    }

    /// Sends with a picture and a key of its own; the code of the case.
    fn reports(&mut self, path: &str, body: &Value, scene: Scene) -> Result<String> {
        let mut body = body.clone();
        body["media"] = json!([self.photographs("citizen-lan", scene)?]);
        self.sent += 1;
        let key = format!("demo-together-{:x}-{}", super::clock::real_now().timestamp_micros(), self.sent);
        let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
        let sent = self.client.send("citizen-lan", "POST", path, &headers, body.to_string().as_bytes(), self.clock)?;
        sent["code"].as_str().map(str::to_owned).context("the answer names no case")
    }

    fn does(&mut self, account: &str, code: &str, what: &str, body: &Value) -> Result<Value> {
        self.client.post(account, &format!("/api/cases/{code}/{what}"), body, self.clock)
    }

    fn photographs(&mut self, account: &str, scene: Scene) -> Result<String> {
        self.sent += 1;
        let seed = super::clock::real_now().timestamp_micros().unsigned_abs().wrapping_add(self.sent);
        let sign = &format!("00070 {}", self.clock.now().format("%d.%m.%Y"));
        let jpeg = Photograph { scene, seed, sign, place: PLACE, taken_at: self.clock.now() }.take()?;
        self.client.upload(account, &jpeg, self.clock)
    }
}
