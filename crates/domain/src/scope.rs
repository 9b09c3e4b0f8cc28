//! Signs that a text does not belong here: a complaint or denunciation, a state secret (R-1.3), advertising
//! (R-6.2), another language (R-5.1). A sign asks; it never refuses. The citizen may send all the same, and
//! the officer decides.
//!
//! Everything holds with and without diacritics. A phrase that has another reading without them (`to cao` is
//! "tố cáo", and also "to cao" of a tree) names the words after which it is not meant.

use crate::fold::{marked_words, words};
use crate::triage::RefusalReason;

crate::case::named!(
    /// What a text may be instead of a report.
    Signal {
        /// Khiếu nại.
        Complaint => "complaint",
        /// Tố cáo.
        Denunciation => "denunciation",
        /// Bí mật nhà nước.
        StateSecret => "state_secret",
        /// Quảng cáo.
        Advertising => "advertising",
        /// Not in Vietnamese.
        OtherLanguage => "other_language",
    }
);

impl Signal {
    /// The reason an officer would refuse with, if the sign is right.
    ///
    /// ```
    /// use domain::{Signal, triage::RefusalReason};
    /// assert_eq!(Signal::Complaint.refusal_reason(), RefusalReason::OutOfScope);
    /// assert_eq!(Signal::Advertising.refusal_reason(), RefusalReason::Advertising);
    /// ```
    pub fn refusal_reason(self) -> RefusalReason {
        match self {
            Signal::Complaint | Signal::Denunciation | Signal::StateSecret => RefusalReason::OutOfScope, // R-1.3
            Signal::Advertising => RefusalReason::Advertising, // R-6.2
            Signal::OtherLanguage => RefusalReason::Incomplete, // R-5.1, R-6.2
        }
    }
}

/// The signs in a text, in the order of [`Signal::ALL`].
///
/// ```
/// use domain::{Signal, scope::signals};
/// assert_eq!(signals("Tôi làm đơn khiếu nại quyết định xử phạt số 15"), [Signal::Complaint]);
/// assert_eq!(signals("Toi lam don khieu nai quyet dinh xu phat so 15"), [Signal::Complaint]);
/// // A tall tree denounces nobody, and a text without diacritics is not another language.
/// assert_eq!(signals("Cay to cao truoc nha so 12 sap do, rat nguy hiem"), []);
/// ```
pub fn signals(text: &str) -> Vec<Signal> {
    let read = Read::new(text);
    Signal::ALL
        .iter()
        .copied()
        .filter(|signal| match signal {
            Signal::Complaint => read.has_any(COMPLAINT),
            Signal::Denunciation => read.has_any(DENUNCIATION),
            Signal::StateSecret => read.has_any(STATE_SECRET),
            Signal::Advertising => is_advertising(&read),
            Signal::OtherLanguage => is_another_language(text, &read.folded),
        })
        .collect()
}

/// A phrase with its diacritics, and whether and when it is also meant without.
struct Phrase {
    marked: &'static str,
    /// `None`: without diacritics it means too many other things.
    not_after: Option<&'static [&'static str]>,
}

const fn phrase(marked: &'static str) -> Phrase {
    Phrase { marked, not_after: Some(&[]) }
}

const fn only_marked(marked: &'static str) -> Phrase {
    Phrase { marked, not_after: None }
}

const COMPLAINT: &[Phrase] = &[
    phrase("khiếu nại"),
    phrase("khiếu kiện"),
    phrase("không đồng ý với quyết định"),
    phrase("yêu cầu hủy quyết định"),
    phrase("yêu cầu huỷ quyết định"),
    phrase("đề nghị hủy quyết định"),
    phrase("thu hồi quyết định xử phạt"),
];

const DENUNCIATION: &[Phrase] = &[
    Phrase {
        marked: "tố cáo",
        not_after: Some(&[
            "cay", "nha", "toa", "nguoi", "tuong", "cot", "rat", "qua", "kha", "xe", "bien", "bui", "co", "moc", "hang", "dong",
        ]),
    },
    phrase("tố giác"),
    phrase("hối lộ"),
    phrase("tham nhũng"),
    phrase("lót tay"),
    phrase("chiếm đoạt tài sản"),
    only_marked("tham ô"),
];

const STATE_SECRET: &[Phrase] = &[
    phrase("bí mật nhà nước"),
    phrase("bí mật quân sự"),
    phrase("bí mật quốc phòng"),
    phrase("đóng dấu mật"),
    phrase("tuyệt mật"),
    // Undiacritic they are "tôi mất", "tài liệu mất", "văn bản mất".
    only_marked("tối mật"),
    only_marked("tài liệu mật"),
    only_marked("văn bản mật"),
    only_marked("công văn mật"),
];

/// Nobody who reports says so.
const SELLS: &[Phrase] = &[
    phrase("mua ngay"),
    phrase("đặt hàng ngay"),
    phrase("liên hệ ngay"),
    phrase("giá chỉ từ"),
    phrase("ưu đãi lớn"),
    phrase("inbox"),
    phrase("giải ngân nhanh"),
    phrase("duyệt vay"),
    phrase("cần bán"),
    phrase("chuyên cung cấp"),
    phrase("chuyên nhận"),
    phrase("nhận làm bằng"),
];

/// Some who report say so too.
const SOUNDS_LIKE_SELLING: &[Phrase] = &[
    phrase("khuyến mãi"),
    phrase("khuyến mại"),
    phrase("giảm giá"),
    phrase("ưu đãi"),
    phrase("giá rẻ"),
    phrase("hotline"),
    phrase("zalo"),
    phrase("cho thuê"),
    phrase("uy tín"),
    phrase("bảo hành"),
    phrase("lãi suất"),
    phrase("vay tiền"),
    phrase("voucher"),
    phrase("miễn phí"),
    phrase("https"),
    phrase("http"),
    phrase("www"),
];

/// Words of those who report somebody else's advertising.
const ABOUT_ADVERTISING: &[Phrase] = &[
    phrase("tờ rơi"),
    phrase("rao vặt"),
    phrase("quảng cáo"),
    phrase("biển hiệu"),
    phrase("trái phép"),
    phrase("sai phép"),
    phrase("lừa đảo"),
    phrase("tự ý"),
    phrase("dán"),
    phrase("treo"),
    phrase("làm phiền"),
    phrase("đề nghị xử lý"),
];

fn is_advertising(read: &Read) -> bool {
    let score = 2 * read.count(SELLS) + read.count(SOUNDS_LIKE_SELLING);
    score >= if read.has_any(ABOUT_ADVERTISING) { 7 } else { 3 }
}

/// A text read in both ways.
struct Read {
    marked: Vec<String>,
    folded: Vec<String>,
    /// Whether it is written without diacritics. A mark here and there is a slip of the keyboard.
    is_plain: bool,
}

impl Read {
    fn new(text: &str) -> Self {
        let (marked, folded) = (marked_words(text), words(text));
        let with_marks = marked.iter().filter(|word| !word.is_ascii()).count();
        let is_plain = with_marks * 5 < marked.len();
        Self { marked, folded, is_plain }
    }

    fn has(&self, phrase: &Phrase) -> bool {
        if found(&self.marked, &marked_words(phrase.marked), &[]) {
            return true;
        }
        match phrase.not_after {
            Some(not_after) => self.is_plain && found(&self.folded, &words(phrase.marked), not_after),
            None => false,
        }
    }

    fn has_any(&self, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    fn count(&self, phrases: &[Phrase]) -> usize {
        phrases.iter().filter(|phrase| self.has(phrase)).count()
    }
}

fn found(text: &[String], phrase: &[String], not_after: &[&str]) -> bool {
    text.windows(phrase.len()).enumerate().any(|(at, window)| {
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        window == phrase && !before.is_some_and(|word| not_after.contains(&word.as_str()))
    })
}

/// Fewer words are a name, a brand or a slip.
const WORDS_MIN: usize = 4;

/// Vietnamese is written in syllables of a small set of shapes, with diacritics or without; hardly half the
/// words of another language have one of them by chance. What uses another script has none.
fn is_another_language(text: &str, folded: &[String]) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut latin) = (0, 0);
    for letter in letters {
        all += 1;
        latin += usize::from(matches!(letter, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'));
    }
    if latin * 2 < all {
        return true;
    }
    // Numbers and abbreviations without a vowel (UBND, KĐT) belong to no language.
    let spoken: Vec<&String> = folded
        .iter()
        .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()) && word.bytes().any(|b| b"aeiouy".contains(&b)))
        .collect();
    let syllables = spoken.iter().filter(|word| is_syllable(word)).count();
    spoken.len() >= WORDS_MIN && syllables * 5 < spoken.len() * 3
}

/// Longer ones before their beginnings.
const INITIALS: &[&str] = &[
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r",
    "s", "t", "v", "x", "",
];
/// Nuclei that take no final consonant.
const OPEN: &[&str] = &[
    "ai", "ao", "au", "ay", "eo", "eu", "ia", "ieu", "iu", "oai", "oao", "oay", "oeo", "oi", "ua", "uay", "ui", "uoi", "uou",
    "uu", "uya", "uyu", "yeu", "uau", "ue", "uo",
];
/// Nuclei that may take one.
const CLOSED: &[&str] = &["a", "e", "i", "o", "u", "y", "ie", "ye", "uo", "ua", "oa", "oe", "uy", "uye", "ue", "oo"];
const FINALS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether a word without marks has the shape of a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    INITIALS.iter().filter_map(|initial| word.strip_prefix(initial)).any(|rime| {
        OPEN.contains(&rime)
            || CLOSED.iter().any(|nucleus| rime.strip_prefix(nucleus).is_some_and(|end| FINALS.contains(&end)))
    }) || word == "gi"
}
