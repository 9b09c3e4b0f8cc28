//! Whether two texts say the same: figures of real wordings, and what must hold of any.

use domain::similarity::{NEAR, SAME, SAME_BITS, WORTH_COMPARING_BITS, dice, distance, fold, simhash};
use proptest::prelude::*;

const FIRST: &str = "Do ảnh hưởng của hoàn lưu bão số 10, từ tối nay đến ngày mai trên địa bàn có mưa to đến rất to, nguy cơ ngập úng \
  tại các tuyến phố trũng thấp. Đề nghị người dân hạn chế ra đường khi không cần thiết, chủ động kê cao tài sản và theo dõi tin tiếp theo.";
const PLAIN: &str = "Do anh huong cua hoan luu bao so 10, tu toi nay den ngay mai tren dia ban co mua to den rat to, nguy co ngap ung \
  tai cac tuyen pho trung thap. De nghi nguoi dan han che ra duong khi khong can thiet, chu dong ke cao tai san va theo doi tin tiep theo.";
const REWORDED: &str = "Do ảnh hưởng của hoàn lưu bão số 10, từ đêm nay đến ngày mai trên địa bàn phường có mưa to đến rất to, nguy cơ ngập \
  úng tại các tuyến phố trũng thấp. Đề nghị bà con hạn chế ra đường khi không cần thiết, chủ động kê cao tài sản và theo dõi tin tiếp theo.";
const OTHER: &str = "Chi nhánh điện lực thông báo tạm ngừng cấp điện để thay máy biến áp từ 8 giờ đến 11 giờ 30 ngày thứ Bảy tại các tổ dân phố \
  4, 5 và 6. Mong khách hàng sắp xếp công việc và thông cảm cho sự bất tiện này.";

#[test]
fn the_same_text_without_marks_is_the_same_a_reworded_one_too_another_is_not() {
    assert_eq!((distance(simhash(FIRST), simhash(PLAIN)), dice(FIRST, PLAIN)), (0, 1.0));
    let bits = distance(simhash(FIRST), simhash(REWORDED));
    assert!(bits <= SAME_BITS && dice(FIRST, REWORDED) >= SAME, "{bits} bits, {}", dice(FIRST, REWORDED));
    let bits = distance(simhash(FIRST), simhash(OTHER));
    assert!(bits > SAME_BITS && dice(FIRST, OTHER) < NEAR, "{bits} bits, {}", dice(FIRST, OTHER));
}

/// Fingerprints are stored: those of yesterday must be those of tomorrow.
#[test]
fn a_fingerprint_never_changes() {
    assert_eq!(simhash("ngập úng"), STORED_OF_NGAP_UNG);
    assert_eq!(simhash(PLAIN), STORED_OF_PLAIN);
}

/// Computed by a second program, in another language.
const STORED_OF_NGAP_UNG: u64 = 0xa231_bbc7_c005_fa5e;
const STORED_OF_PLAIN: u64 = 0xd93b_3fe5_1284_da86;

/// Words as they stand in alerts.
fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let all: Vec<&str> = FIRST.split_whitespace().chain(OTHER.split_whitespace()).collect();
    prop::collection::vec(prop::sample::select(all), 0..120)
}

proptest! {
    #[test]
    fn the_coefficient_is_symmetric_between_none_and_all_and_one_with_itself(a in words(), b in words()) {
        let (a, b) = (a.join(" "), b.join(" "));
        let likeness = dice(&a, &b);
        prop_assert_eq!(likeness, dice(&b, &a));
        prop_assert!((0.0..=1.0).contains(&likeness));
        prop_assert_eq!(dice(&a, &a), 1.0);
        prop_assert_eq!(distance(simhash(&a), simhash(&a)), 0);
        prop_assert_eq!(distance(simhash(&a), simhash(&b)), distance(simhash(&b), simhash(&a)));
    }

    /// However it is typed: capitals, marks, spaces and punctuation do not matter.
    #[test]
    fn typing_does_not_matter(words in words()) {
        let text = words.join(" ");
        for other in [text.to_uppercase(), words.join(" …  "), fold(&text), format!("«{text}»!")] {
            prop_assert_eq!(simhash(&other), simhash(&text));
            prop_assert_eq!(dice(&other, &text), 1.0);
        }
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    /// One word changed leaves all pairs but two: the longer the text, the nearer.
    #[test]
    fn one_changed_word_costs_at_most_two_pairs(words in words(), at in any::<prop::sample::Index>()) {
        prop_assume!(words.len() >= 2);
        let mut changed: Vec<&str> = words.clone();
        changed[at.index(words.len())] = "khác";
        let count = |words: &[&str]| {
            let folded: Vec<String> = fold(&words.join(" ")).split(' ').map(str::to_owned).collect();
            let mut pairs: Vec<_> = folded.windows(2).map(|pair| pair.to_vec()).collect();
            pairs.sort();
            pairs.dedup();
            pairs.len() as f64
        };
        let (before, after) = (count(&words), count(&changed));
        let floor = 2.0 * (before.min(after) - 2.0).max(0.0) / (before + after);
        prop_assert!(dice(&words.join(" "), &changed.join(" ")) >= floor - 1e-9);
    }

    /// The gate lets through what the exact measure calls the same: texts with up to one word in twenty changed.
    #[test]
    fn what_is_hardly_changed_is_worth_comparing(words in prop::collection::vec("[a-z]{2,6}", 40..120), step in 21_usize..40) {
        let mut changed = words.clone();
        for word in changed.iter_mut().step_by(step) {
            *word = "khac".to_owned();
        }
        let (a, b) = (words.join(" "), changed.join(" "));
        prop_assert!(dice(&a, &b) >= SAME);
        prop_assert!(distance(simhash(&a), simhash(&b)) <= WORTH_COMPARING_BITS);
    }
}
