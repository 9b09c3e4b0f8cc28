//! The text an agency starts from when it refuses a report, one for each reason (Điều 6 khoản 2, Điều 7 khoản
//! 2 điểm a).

use crate::outcome::Tip;
use crate::record::Recorded;
use crate::triage::RefusalReason;
use crate::{Account, Instant, Reason, Refusal, Role, UnitId};

crate::case::named!(
    /// What a template leaves open and the page fills in.
    Placeholder {
        /// The code of the case.
        Code => "code",
        /// The field of life.
        Category => "category",
        /// The place in the citizen's words.
        Address => "address",
    }
);

crate::case::named!(
    /// Where a template stands.
    TemplateState {
        /// In force.
        Set => "set",
    }
);

crate::case::named!(
    /// What is done to a template.
    TemplateAct {
        /// The head words it.
        Set => "set",
    }
);

/// A template of a unit as an edit finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyTemplate {
    /// Whose it is.
    pub unit: UnitId,
    /// For which reason.
    pub reason: RefusalReason,
    /// Where its journal ends; [`Tip::START`] while the city's own text stands.
    pub tip: Tip,
}

/// What an edit of a template does. The texts before stay in the journal.
pub type TemplateOutcome = Recorded<TemplateState, TemplateAct, Reason>;

/// Words a template: a head of the unit.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; [`Refusal::UnknownPlaceholder`].
pub fn set_template(
    template: &ReplyTemplate,
    head: &Account,
    text: Reason,
    now: Instant,
) -> Result<TemplateOutcome, Refusal> {
    if !head.is(Role::Head, &template.unit) {
        return Err(Refusal::NotYourUnit { unit: template.unit.clone() });
    }
    check_placeholders(text.as_str())?;
    Ok(Recorded {
        id: format!("{}/{}", template.unit, template.reason.as_str()),
        follows: template.tip,
        act: TemplateAct::Set,
        from: (template.tip != Tip::START).then_some(TemplateState::Set),
        to: TemplateState::Set,
        actor: Some(head.id.clone()),
        unit: template.unit.clone(),
        at: now,
        fact: text,
        notices: Vec::new(),
    })
}

/// Whether every `{…}` of a text names a placeholder.
///
/// # Errors
/// [`Refusal::UnknownPlaceholder`] with the first that does not. A brace without its partner is one, too.
///
/// ```
/// use domain::{Refusal, check_placeholders};
/// assert_eq!(check_placeholders("Phản ánh {code} tại {address}."), Ok(()));
/// let name = |name: &str| Err(Refusal::UnknownPlaceholder { name: name.to_owned() });
/// assert_eq!(check_placeholders("Kính gửi {name}."), name("name"));
/// assert_eq!(check_placeholders("Phản ánh {code tại đây."), name("code tại đây."));
/// assert_eq!(check_placeholders("Phản ánh code} tại đây."), name("}"));
/// ```
pub fn check_placeholders(text: &str) -> Result<(), Refusal> {
    // The name is shown to who wrote it; a whole page between two braces is not.
    let unknown = |name: &str| Err(Refusal::UnknownPlaceholder { name: name.chars().take(40).collect() });
    let mut rest = text;
    loop {
        match (rest.split_once('{'), rest.split_once('}')) {
            (None, None) => return Ok(()),
            (None, Some(_)) => return unknown("}"),
            (Some((before, after)), _) => {
                if before.contains('}') {
                    return unknown("}");
                }
                let Some((name, behind)) = after.split_once('}') else { return unknown(after) };
                if Placeholder::parse(name).is_none() {
                    return unknown(name);
                }
                rest = behind;
            }
        }
    }
}
