//! The gate before sending: which texts ask the citizen back, and which ordinary ones do not.

use domain::Signal::{self, *};
use domain::scope::signals;

#[rustfmt::skip]
const TEXTS: &[(&str, &[Signal])] = &[
    // Complaints.
    ("Tôi làm đơn này để khiếu nại quyết định thu hồi đất số 123 của UBND phường.", &[Complaint]),
    ("Toi xin khieu nai ve viec phuong khong cap giay chung nhan cho gia dinh toi", &[Complaint]),
    ("Gia đình tôi không đồng ý với quyết định xử phạt vi phạm hành chính ngày 3/2.", &[Complaint]),
    ("Đề nghị thành phố giải quyết dứt điểm vụ khiếu kiện kéo dài ở tổ 5.", &[Complaint]),
    ("Yêu cầu huỷ quyết định cưỡng chế nhà số 8 ngõ 12.", &[Complaint]),
    ("KHIẾU NẠI về bồi thường giải phóng mặt bằng dự án đường vành đai", &[Complaint]),
    ("Thùng thư khiếu nại ở bến xe bị vỡ khóa, giấy tờ rơi ra ngoài.", &[Complaint]), // ordinary, and asked all the same
    // Denunciations.
    ("Tôi tố cáo ông cán bộ địa chính nhận tiền của dân khi làm sổ.", &[Denunciation]),
    ("Toi to cao can bo dia chinh nhan tien cua dan khi lam so do", &[Denunciation]),
    ("Đề nghị làm rõ dấu hiệu tham nhũng trong việc mua sắm của trường.", &[Denunciation]),
    ("Xin tố giác một nhóm người chiếm đoạt tài sản của bà con trong chợ.", &[Denunciation]),
    ("Cong an xa doi hoi lo moi cho dang ky xe, de nghi xem xet", &[Denunciation]),
    ("Đơn tố cáo và khiếu nại về quản lý chợ Hà Đông", &[Complaint, Denunciation]),
    ("Phải đưa tiền lót tay thì hồ sơ mới được nhận", &[Denunciation]),
    // State secrets.
    ("Tôi nhặt được tập hồ sơ có dấu bí mật nhà nước ở ghế đá công viên.", &[StateSecret]),
    ("Toi nhat duoc tap giay to co chu bi mat nha nuoc o cong vien", &[StateSecret]),
    ("Có người đăng văn bản mật của cơ quan lên mạng xã hội.", &[StateSecret]),
    ("Ảnh chụp công văn đóng dấu mật đang được gửi trong nhóm của tổ dân phố", &[StateSecret]),
    // Advertising.
    ("Chuyên cung cấp điều hòa giá rẻ, bảo hành 5 năm, liên hệ ngay hotline 0900000000.", &[Advertising]),
    ("Can ban can ho chung cu gia re, lien he zalo 0900000000, uu dai cuoi nam", &[Advertising]),
    ("Vay tiền nhanh lãi suất thấp, duyệt vay trong ngày, inbox để được tư vấn", &[Advertising]),
    ("Khuyến mãi lớn! Giảm giá 50% toàn bộ cửa hàng, mua ngay tại https://ban-hang.example", &[Advertising]),
    // Other languages.
    ("There is a huge pothole in front of our building, please repair it soon.", &[OtherLanguage]),
    ("Street light number fourteen on this road has been broken since Monday", &[OtherLanguage]),
    ("Il y a un grand trou dans la chaussée devant le marché, merci de réparer.", &[OtherLanguage]),
    ("这条路上有一个很大的坑，请尽快修理。", &[OtherLanguage]),
    ("На дороге перед домом большая яма, почините пожалуйста", &[OtherLanguage]),
    ("이 길에 큰 구멍이 있습니다. 빨리 고쳐 주세요.", &[OtherLanguage]),
    // Ordinary reports, with marks.
    ("Ổ gà sâu trước số nhà 125 phố Hàng Bông, xe máy đã ngã hai lần.", &[]),
    ("Cây xà cừ to cao trước cổng trường nghiêng hẳn ra đường, sợ đổ khi mưa bão.", &[]),
    ("Đèn đường ngõ 99 Đội Cấn không sáng một tuần nay.", &[]),
    ("Quán karaoke số 5 hát đến 2 giờ sáng, hàng xóm không ngủ được.", &[]),
    ("Cột điện dán đầy tờ rơi cho vay tiền, giá rẻ, zalo, làm mất mỹ quan phố.", &[]),
    ("Biển quảng cáo sai phép treo trước số 8, ghi khuyến mãi, che khuất đèn tín hiệu.", &[]),
    ("Tôi mất ví ở xe buýt số 32, nhờ bến xe kiểm tra camera giúp.", &[]),
    ("Khu tập thể bị mất nước ba ngày liền, đề nghị công ty nước sạch kiểm tra.", &[]),
    ("Thủ tục cấp phép xây dựng yêu cầu quá nhiều giấy tờ, đề nghị đơn giản hóa.", &[]),
    ("Trụ sở cũ của phường bỏ hoang ba năm, lãng phí tài sản công.", &[]),
    ("UBND P. Láng Hạ, KĐT Nam Thăng Long: wifi công cộng ở vườn hoa không dùng được.", &[]),
    ("Xe buýt tuyến 02 thường xuyên bỏ bến vào giờ cao điểm.", &[]),
    // Ordinary reports, without marks: never another language.
    ("den duong truoc so nha 25 ngo 12 khong sang ca tuan nay", &[]),
    ("o ga nguy hiem giua duong, de nghi sua gap", &[]),
    ("cay to cao sap do truoc cong truong mam non", &[]),
    ("toi mat xe may o bai giu xe cua cho, de nghi xem camera", &[]),
    ("bi mat nuoc ca khu tu hom qua den gio", &[]),
    ("rac thai chat dong o dau ngo, boc mui hoi thoi rat kho chiu", &[]),
    ("via he bi lan chiem lam bai do xe, nguoi di bo phai xuong long duong", &[]),
    ("nguoi lang thang xin tien o nga tu so, nho phuong giup do ho", &[]),
    ("quan nhau mo loa qua to, dan khong ngu duoc, goi phuong khong ai den", &[]),
    // A slip of the keyboard here and there.
    ("Duong ngap sau khi mưa, xe chet may nhieu, nuoc tran vao nha dan", &[]),
    // Too short to be a language.
    ("Honda Wave SH Vision", &[]),
    ("!!! ???? 123456", &[]),
];

#[test]
fn each_text_gives_the_signs_of_the_table() {
    assert!(TEXTS.len() >= 40);
    for (text, expected) in TEXTS {
        assert_eq!(signals(text), *expected, "{text}");
    }
}

/// whoever writes with marks taken apart writes the same.
#[test]
fn decomposed_letters_give_the_same_signs() {
    use unicode_normalization::UnicodeNormalization;
    for (text, expected) in TEXTS {
        assert_eq!(signals(&text.nfd().collect::<String>()), *expected, "{text}");
    }
}

/// any ordinary Vietnamese report loses its marks on some keyboards.
#[test]
fn a_vietnamese_text_without_its_marks_is_no_other_language() {
    use unicode_normalization::UnicodeNormalization;
    for (text, expected) in TEXTS.iter().filter(|row| !row.1.contains(&OtherLanguage)) {
        let plain: String =
            text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(|c| match c { 'đ' => 'd', 'Đ' => 'D', c => c }).collect();
        assert!(!signals(&plain).contains(&OtherLanguage), "{plain}");
        // And a complaint stays one: it has no other reading.
        assert_eq!(signals(&plain).contains(&Complaint), expected.contains(&Complaint), "{plain}");
    }
}

#[test]
fn the_signs_come_in_one_order_and_none_twice() {
    let all = "Tố cáo, khiếu nại, bí mật nhà nước; mua ngay, giá rẻ, hotline.";
    assert_eq!(signals(all), [Complaint, Denunciation, StateSecret, Advertising]);
    assert_eq!(signals(""), []);
}

/// A slip in the file of phrases would silently mean nothing.
#[test]
fn the_file_of_phrases_holds_what_the_rules_read() {
    let file = include_str!("../../../data/scope-phrases.txt");
    let sections: Vec<_> = file.lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(
        sections,
        ["[complaint]", "[denunciation]", "[state_secret]", "[sells]", "[sounds_like_selling]", "[about_advertising]"]
    );
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
        let (phrase, remark) = line.split_once(" | ").unwrap_or((line, "only with marks"));
        assert!(remark == "only with marks" || remark.strip_prefix("not after ").is_some_and(|words| words.len() > 1), "{line}");
        assert_eq!(phrase.trim(), phrase.to_lowercase(), "{line}");
    }
}
