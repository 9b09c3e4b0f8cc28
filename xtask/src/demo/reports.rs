//! What the demo's citizens report. Invented; streets and wards are real.

use super::pictures::Scene;
use super::stories::{Ending, TODAY};

/// A report, and what becomes of it.
pub struct Report {
    /// Who sends it.
    pub citizen: &'static str,
    /// What it is about.
    pub category: &'static str,
    /// The ward or commune of the place.
    pub ward: &'static str,
    /// Where in it.
    pub address: &'static str,
    /// What the citizen writes.
    pub text: &'static str,
    /// What the pictures show, and how many there are.
    pub pictures: (Scene, u8),
    /// The working day of the demo on which it is sent.
    pub day: usize,
    /// And the time.
    pub at: &'static str,
    /// The sender stays unknown to the desks.
    pub confidential: bool,
    /// How it goes on.
    pub ending: Ending,
    /// The officer's draft and result; empty where nobody comes that far.
    pub work: (&'static str, &'static str),
}

/// A report that most of the table differs from in a few fields.
const PLAIN: Report = Report {
    citizen: "citizen-lan",
    category: "duong-ha-tang",
    ward: "00070",
    address: "",
    text: "",
    pictures: (Scene::Hole, 1),
    day: 0,
    at: "08:00",
    confidential: false,
    ending: Ending::New,
    work: ("", ""),
};

/// All of them. A duplicate (reason c) comes after the report it repeats.
pub const REPORTS: &[Report] = &[
    // Carried to the end in time ----------------------------------------------------------------------
    Report {
        address: "Trước số 12 phố Hàng Bài",
        text: "Vỉa hè trước số 12 Hàng Bài sụt một hố sâu khoảng 30 cm, người đi bộ phải xuống lòng đường. Tối qua đã có cụ già bị ngã.",
        pictures: (Scene::Hole, 2),
        at: "07:20",
        ending: Ending::Rated("satisfied", "Làm nhanh và gọn, cảm ơn phường."),
        work: (
            "Kiểm tra hiện trường: vỉa hè lún do cống nhánh bị vỡ. Đề xuất thay cống và lát lại 6 m² gạch.",
            "Đã thay đoạn cống vỡ, đầm nền và lát lại 6 m² vỉa hè; tổ dân phố số 4 xác nhận nghiệm thu.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "rac-ve-sinh",
        ward: "00004",
        address: "Ngõ 99 Đội Cấn, cạnh nhà văn hóa",
        text: "Rác sinh hoạt dồn thành đống ba ngày nay ở đầu ngõ 99 Đội Cấn, bốc mùi, ruồi nhặng bay vào lớp mẫu giáo bên cạnh.",
        pictures: (Scene::Rubbish, 2),
        at: "06:45",
        ending: Ending::Rated("acceptable", "Đã dọn nhưng mong có thêm thùng rác."),
        work: (
            "Xe thu gom bỏ tuyến do ngõ đang thi công. Đề xuất lập điểm tập kết tạm và thu gom hai lần mỗi ngày.",
            "Đã thu dọn toàn bộ, rửa mặt ngõ và bố trí điểm tập kết tạm có nắp đậy đến khi thi công xong.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "chieu-sang",
        ward: "00166",
        address: "Đoạn số 40 đến số 68 phố Dương Quảng Hàm",
        text: "Ca day den duong tren pho Duong Quang Ham tat tu toi thu bay, doan gan cong truong rat toi, hoc sinh di hoc them ve so cuop giat.",
        pictures: (Scene::Lamp, 1),
        at: "08:30",
        day: 1,
        ending: Ending::Rated("satisfied", "Den da sang, cam on Thanh pho."),
        work: (
            "Tủ điều khiển chiếu sáng bị ngập nước do mưa. Đề xuất thay aptomat và nâng bệ tủ.",
            "Đã thay aptomat, nâng bệ tủ điều khiển thêm 40 cm; toàn tuyến 14 đèn sáng trở lại từ tối cùng ngày.",
        ),
        ..PLAIN
    },
    Report {
        category: "nap-cong-ho-ga",
        ward: "00256",
        address: "Ngã ba Bà Triệu – Đoàn Trần Nghiệp",
        text: "Nắp hố ga giữa làn xe máy bị mất, dân phải cắm cành cây báo hiệu. Rất nguy hiểm lúc trời tối, đề nghị xử lý ngay trong ngày!",
        pictures: (Scene::Hole, 2),
        day: 2,
        at: "08:05",
        ending: Ending::UrgentInTime("Hố ga hở giữa làn xe, nguy cơ tai nạn trong đêm."),
        work: (
            "Nắp gang bị lấy cắp. Đã rào chắn tại chỗ, đề xuất lắp ngay nắp bê tông cốt thép thay thế.",
            "Đã lắp nắp bê tông cốt thép có khóa, sơn lại mép hố ga và tháo rào chắn trong buổi chiều.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "quang-cao",
        ward: "00190",
        address: "Dọc tường rào trường học phố Hào Nam",
        // Decomposed, as some phones write: the same letters, other bytes.
        text: "Quảng cáo khoan cắt bê tông và cho vay dán kín tường rào trường học phố Hào Nam, nhìn rất nhếch nhác.",
        pictures: (Scene::Site, 1),
        at: "08:40",
        day: 2,
        ending: Ending::Rated("satisfied", ""),
        work: (
            "Xác định 46 điểm dán trái phép, lập danh sách số điện thoại gửi Sở Khoa học và Công nghệ.",
            "Đã bóc, cạo và sơn lại 120 m tường rào; các số điện thoại vi phạm đã được chuyển để xử lý.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "an-toan-thuc-pham",
        ward: "00367",
        address: "Cổng chợ Thanh Xuân Bắc, dãy hàng ăn sáng",
        text: "Dãy hàng ăn sáng trước cổng chợ rửa bát ngay miệng cống, thực phẩm không che đậy, đã có người bị đau bụng sau khi ăn.",
        pictures: (Scene::Rubbish, 1),
        at: "07:50",
        day: 6,
        ending: Ending::Rated("unsatisfied", "Được hai hôm rồi đâu lại vào đấy."),
        work: (
            "Kiểm tra 5 hộ kinh doanh, 3 hộ không có nguồn nước sạch. Đề xuất nhắc nhở, yêu cầu cam kết và kiểm tra lại.",
            "Đã lập biên bản 3 hộ, các hộ đã lắp bồn rửa và ký cam kết; trạm y tế kiểm tra lại sau một tuần.",
        ),
        ..PLAIN
    },
    Report {
        category: "cay-xanh",
        ward: "00229",
        address: "Trước số 21 phố Lương Định Của",
        text: "Cây xà cừ lớn nghiêng hẳn về phía nhà dân sau trận mưa đêm qua, gốc đã nứt đất, cành đè lên dây điện.",
        pictures: (Scene::Tree, 2),
        at: "06:50",
        day: 4,
        ending: Ending::UrgentInTime("Cây có thể đổ vào nhà dân và đường dây điện bất cứ lúc nào."),
        work: (
            "Rễ cây mục, độ nghiêng vượt mức an toàn. Đề xuất chặt hạ khẩn cấp và trồng thay thế.",
            "Đã chặt hạ, thu dọn và hoàn trả mặt hè; cây thay thế được trồng trong vụ trồng tới.",
        ),
        ..PLAIN
    },
    // Sent back on the way --------------------------------------------------------------------------
    Report {
        citizen: "citizen-minh",
        category: "trat-tu-do-thi",
        ward: "00082",
        address: "Vỉa hè số 55 đến 71 phố Trần Hưng Đạo",
        text: "Quán cà phê kê bàn ghế kín vỉa hè cả ngày, xe máy khách để tràn xuống lòng đường, người đi bộ không còn lối đi.",
        pictures: (Scene::Vehicles, 2),
        at: "08:10",
        day: 1,
        ending: Ending::DraftReturned("Chưa nêu biện pháp duy trì sau khi giải tỏa, đề nghị bổ sung lịch kiểm tra."),
        work: (
            "Kiểm tra thực tế đúng phản ánh. Đề xuất xử phạt, kẻ vạch và kiểm tra ba buổi mỗi tuần trong một tháng.",
            "Đã xử phạt 4 trường hợp, kẻ vạch phân làn vỉa hè và lập lịch kiểm tra của tổ trật tự đô thị.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "o-nhiem",
        ward: "09556",
        address: "Bãi đất trống sau ngõ 12 Quang Trung, Hà Đông",
        text: "Tối nào cũng có người đốt rác và dây điện cũ ở bãi đất trống, khói đen khét lẹt bay vào khu dân cư, trẻ con ho suốt.",
        pictures: (Scene::Smoke, 1),
        at: "07:35",
        day: 4,
        ending: Ending::DraftReturned("Cần nêu rõ người vi phạm và căn cứ xử phạt trước khi trình lại."),
        work: (
            "Bắt quả tang một hộ thu mua phế liệu đốt dây điện. Đề xuất xử phạt theo quy định và rào bãi đất.",
            "Đã ra quyết định xử phạt, chủ đất dựng rào tôn cao 2 m; một tuần kiểm tra không phát hiện đốt lại.",
        ),
        ..PLAIN
    },
    Report {
        category: "thoat-nuoc-ngap",
        ward: "00316",
        address: "Ngã tư Định Công – Trần Điền",
        text: "Chỉ mưa nửa giờ là ngã tư Định Công ngập ngang bánh xe, miệng cống bị rác và đất bịt kín, nước hai tiếng chưa rút.",
        pictures: (Scene::Flood, 2),
        at: "07:05",
        day: 3,
        ending: Ending::ResultReturned("Ảnh nghiệm thu chụp chỗ khác, đề nghị chụp lại đúng ngã tư được phản ánh."),
        work: (
            "Tám miệng thu nước bị bịt, cống dọc lắng bùn 40 cm. Đề xuất nạo vét 300 m cống và thay lưới chắn rác.",
            "Đã nạo vét 300 m cống, thông 8 miệng thu, thay lưới chắn rác; trận mưa sau đó không còn ngập.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "duong-ha-tang",
        ward: "09574",
        address: "Đường La Thành, đoạn gần thành cổ Sơn Tây",
        text: "Ổ gà liên tiếp trên đường La Thành, xe tải tránh nhau rất nguy hiểm, nước đọng không thấy độ sâu.",
        at: "08:25",
        day: 6,
        ending: Ending::ResultReturned("Mới vá được một phần, cần hoàn thành cả đoạn rồi mới báo kết quả."),
        work: (
            "Đếm được 11 ổ gà trên đoạn 400 m, nền đường còn tốt. Đề xuất vá bằng bê tông nhựa nguội.",
            "Đã vá đủ 11 ổ gà trên đoạn 400 m, lu phẳng và sơn lại vạch tim đường.",
        ),
        ..PLAIN
    },
    // Questions ------------------------------------------------------------------------------------
    Report {
        citizen: "citizen-hoa",
        category: "den-bien-bao",
        ward: "00592",
        address: "Nút giao Lê Đức Thọ – Hàm Nghi",
        text: "Đèn đỏ hướng Lê Đức Thọ đi Hàm Nghi chỉ có 15 giây đi, giờ cao điểm xe dồn hơn một cây số.",
        pictures: (Scene::Vehicles, 1),
        at: "08:45",
        day: 2,
        ending: Ending::Answered {
            question: "Chu kỳ mới áp dụng cả buổi tối hay chỉ giờ cao điểm?",
            answer: "Chu kỳ mới áp dụng từ 6 giờ 30 đến 20 giờ các ngày trong tuần; ban đêm đèn chạy theo cảm biến.",
        },
        work: (
            "Đếm xe giờ cao điểm cho thấy pha đi thẳng thiếu 20 giây. Đề xuất tăng pha và nối đèn với nút kế bên.",
            "Đã tăng pha đi thẳng lên 35 giây và đồng bộ với nút Nguyễn Cơ Thạch; hàng chờ giảm còn 200 m.",
        ),
        ..PLAIN
    },
    Report {
        category: "cap-nuoc",
        ward: "00337",
        address: "Khu đô thị Linh Đàm, tòa HH3",
        text: "Nước sinh hoạt của tòa nhà có màu vàng và mùi tanh ba hôm nay, gọi tổng đài không ai trả lời.",
        pictures: (Scene::Flood, 1),
        at: "08:15",
        day: 7,
        ending: Ending::Asked("Kết quả xét nghiệm nước lần hai bao giờ có và người dân xem ở đâu?"),
        work: (
            "Mẫu nước vượt chuẩn sắt do súc rửa tuyến ống. Đề xuất xả cặn, lấy mẫu lại và thông báo cư dân.",
            "Đã xả cặn tuyến ống và bể chứa, mẫu nước lần một đạt quy chuẩn, đã dán thông báo tại sảnh tòa nhà.",
        ),
        ..PLAIN
    },
    // Not taken on ---------------------------------------------------------------------------------
    Report {
        citizen: "citizen-minh",
        category: "tieng-on",
        ward: "00283",
        address: "Khu vực Vĩnh Tuy",
        text: "Ở đây ồn lắm không chịu được, các cơ quan xử lý đi.",
        pictures: (Scene::Vehicles, 1),
        at: "08:55",
        day: 1,
        ending: Ending::Refused("a", "Phản ánh chưa nêu rõ địa điểm, thời gian và nguồn gây ồn. Đề nghị gửi lại với địa chỉ cụ thể."),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        address: "Số 12 Hàng Bài",
        text: "Vỉa hè trước số 12 Hàng Bài sụt một hố sâu khoảng 30 cm, người đi bộ phải xuống lòng đường.",
        at: "08:20",
        ending: Ending::Refused("c", "Nội dung này đã được công dân khác phản ánh và đang được xử lý; mời xem hồ sơ đã công khai."),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "an-ninh-trat-tu",
        ward: "00331",
        address: "Đoạn cuối đường Tân Mai",
        text: "Nhóm thanh niên tụ tập nẹt pô, chặn đường xin tiền vào khoảng 23 giờ các tối cuối tuần.",
        pictures: (Scene::Lamp, 1),
        at: "08:35",
        day: 5,
        ending: Ending::Unreachable("Đã gọi điện hai lần và kiểm tra hiện trường nhưng không liên hệ được, không xác minh được nội dung."),
        ..PLAIN
    },
    Report {
        category: "rac-ve-sinh",
        ward: "00118",
        address: "Phố Bồ Đề",
        text: "Dịch vụ thông tắc bể phốt giá rẻ nhất phố Bồ Đề, gọi là có mặt sau 15 phút, giảm 30 phần trăm cho khách mới.",
        pictures: (Scene::Rubbish, 1),
        at: "09:00",
        day: 6,
        ending: Ending::Refused("e", "Nội dung là quảng cáo dịch vụ, không phải phản ánh hiện trường."),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "dat-dai",
        ward: "00454",
        address: "Thôn Đông, xã Đông Anh",
        text: "Tôi khiếu nại quyết định thu hồi đất của gia đình tôi và tố cáo cán bộ đo đạc thiếu khách quan.",
        pictures: (Scene::Site, 1),
        at: "07:55",
        day: 6,
        ending: Ending::Refused("scope", "Khiếu nại, tố cáo không thuộc phạm vi tiếp nhận; đề nghị gửi tới Ban Tiếp công dân theo luật định."),
        ..PLAIN
    },
    // To another unit ------------------------------------------------------------------------------
    Report {
        citizen: "citizen-minh",
        category: "duong-ha-tang",
        ward: "00475",
        address: "Quốc lộ 3 cũ, đoạn qua cầu Lộc Hà",
        text: "Khe co giãn cầu Lộc Hà bật thép lên mặt đường, nhiều xe thủng lốp, ban đêm không nhìn thấy.",
        pictures: (Scene::Hole, 2),
        at: "08:05",
        day: 3,
        ending: Ending::ForwardedUp("Cầu thuộc tuyến do Sở Xây dựng quản lý, vượt thẩm quyền của xã."),
        work: (
            "Khe co giãn số 2 bong bê tông mép, thép răng lược gãy. Đề xuất thay khe và hạn chế tốc độ tạm thời.",
            "Đã thay khe co giãn số 2, đổ bê tông cường độ cao và tháo biển hạn chế tốc độ.",
        ),
        ..PLAIN
    },
    Report {
        category: "rac-ve-sinh",
        ward: "00103",
        address: "Ven hồ gần ngõ 52 Tô Ngọc Vân",
        text: "Cá chết nổi trắng ven hồ, mùi hôi lan vào khu dân cư, chưa thấy ai vớt.",
        pictures: (Scene::Flood, 2),
        at: "06:35",
        day: 7,
        ending: Ending::Rerouted { to: "so-nnmt", reason: "Mặt nước hồ do Sở Nông nghiệp và Môi trường quản lý, không thuộc phường." },
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "trat-tu-xay-dung",
        ward: "00199",
        address: "Số 8 ngõ 167 phố Pháo Đài Láng",
        text: "Nhà đang xây đổ cát đá kín ngõ, xe cứu thương không vào được, thi công cả đêm.",
        pictures: (Scene::Site, 2),
        at: "08:00",
        day: 8,
        ending: Ending::Rerouted { to: "00235", reason: "Công trình nằm bên kia ranh giới, thuộc địa bàn phường Đống Đa." },
        ..PLAIN
    },
    // Taken back, waited for, complex -----------------------------------------------------------------
    Report {
        citizen: "citizen-minh",
        category: "dien-vien-thong",
        ward: "00025",
        address: "Ngõ 1 phố Giảng Võ",
        text: "Bó cáp viễn thông đứt rơi thấp ngang đầu người đi xe máy ở đầu ngõ 1 phố Giảng Võ.",
        pictures: (Scene::Cables, 1),
        at: "08:30",
        day: 5,
        ending: Ending::Withdrawn("Đơn vị viễn thông đã tự sửa trong sáng nay nên tôi xin rút phản ánh."),
        ..PLAIN
    },
    Report {
        category: "giao-duc",
        ward: "00145",
        address: "Cổng trường trên phố Sài Đồng",
        text: "Giờ tan học cổng trường tắc cứng vì xe ô tô đỗ hai hàng, học sinh phải len giữa các xe.",
        pictures: (Scene::Vehicles, 2),
        at: "09:00",
        day: 4,
        ending: Ending::InformationGiven {
            question: "Xin cho biết tên trường và khung giờ xảy ra để phường bố trí lực lượng đúng lúc.",
            answer: "Trường tiểu học ở số 40 Sài Đồng, từ 16 giờ đến 16 giờ 45 các ngày trong tuần.",
        },
        work: (
            "Kiểm tra giờ tan học: trung bình 25 xe đỗ sai. Đề xuất cấm đỗ 16–17 giờ và tổ dân phòng hướng dẫn.",
            "Đã cắm biển cấm đỗ theo giờ, kẻ vạch và bố trí hai dân phòng mỗi buổi; cổng trường đã thông thoáng.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "dich-benh-y-te",
        ward: "00640",
        address: "Thôn 3, xã Thanh Trì",
        text: "Xom toi co bon nguoi sot xuat huyet trong mot tuan ma chua thay phun thuoc muoi, ao tu nuoc dong rat nhieu bo gay.",
        pictures: (Scene::Flood, 1),
        at: "14:30",
        day: 10,
        ending: Ending::InformationAwaited("Xin cho biết số nhà hoặc tên hộ gần ao để trạm y tế đến phun trong ngày."),
        ..PLAIN
    },
    Report {
        category: "trat-tu-xay-dung",
        ward: "00175",
        address: "Số 3 ngõ 26 phố Trung Hòa",
        text: "Công trình xây vượt hai tầng so với các nhà xung quanh, không thấy biển giấy phép, che chắn sơ sài.",
        pictures: (Scene::Site, 2),
        at: "08:50",
        day: 3,
        confidential: true,
        ending: Ending::Extended {
            why_complex: "Phải đối chiếu hồ sơ cấp phép và phối hợp thanh tra xây dựng.",
            legal_basis: "Luật Xây dựng và nghị định về xử phạt trong hoạt động xây dựng: trình tự kiểm tra, cưỡng chế.",
        },
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "o-nhiem",
        ward: "00577",
        address: "Cụm lò gốm thôn Giang Cao, Bát Tràng",
        text: "Nước thải màu trắng đục từ xưởng gốm chảy thẳng ra mương tưới, lúa hai bên mương vàng lá.",
        pictures: (Scene::Flood, 2),
        at: "07:40",
        day: 6,
        confidential: true,
        ending: Ending::HandlingComplex("Cần lấy mẫu nước nhiều đợt và làm việc với nhiều cơ sở sản xuất."),
        ..PLAIN
    },
    // Late -------------------------------------------------------------------------------------------
    Report {
        citizen: "citizen-hoa",
        category: "nha-chung-cu",
        ward: "00634",
        address: "Tòa CT2, khu đô thị Tây Mỗ",
        text: "Thang máy tòa CT2 hỏng hai tuần, ban quản trị không họp, người già tầng cao phải đi bộ.",
        pictures: (Scene::Site, 1),
        at: "08:10",
        day: 8,
        ending: Ending::NeverAccepted,
        ..PLAIN
    },
    Report {
        category: "trat-tu-do-thi",
        ward: "00091",
        address: "Đường An Dương Vương, chân đê",
        text: "Bãi tập kết vật liệu lấn ra mặt đường đê, xe ben ra vào cả ngày bụi mù mịt.",
        pictures: (Scene::Site, 1),
        at: "08:20",
        day: 7,
        ending: Ending::NeverDispatched("Hồ sơ đã quá hạn điều phối, đề nghị lãnh đạo phường phân công ngay."),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "pccc",
        ward: "00364",
        address: "Ngõ 460 phố Khương Đình",
        text: "Bãi xe tự phát chắn kín lối vào của xe chữa cháy, bình chữa cháy của khu trọ đã hết hạn từ năm ngoái.",
        pictures: (Scene::Vehicles, 2),
        at: "07:30",
        day: 5,
        ending: Ending::UrgentLate("Lối chữa cháy bị chặn trong khu trọ đông người."),
        work: (
            "Kiểm tra 14 nhà trọ, lối vào bị chắn hoàn toàn. Đề xuất giải tỏa bãi xe và yêu cầu thay bình chữa cháy.",
            "Đã giải tỏa bãi xe, kẻ vạch cấm đỗ, các chủ trọ đã thay 22 bình chữa cháy.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "duong-ha-tang",
        ward: "10489",
        address: "Đường vào bến Đục, xã Hương Sơn",
        text: "Mặt đường vào bến Đục nứt dọc và lún mép ta luy gần hai mươi mét, xe khách đi lễ rất nguy hiểm.",
        pictures: (Scene::Hole, 2),
        at: "08:00",
        ending: Ending::HandlingLate("Hồ sơ quá hạn xử lý, đề nghị xã báo cáo tiến độ trong ngày."),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "dien-vien-thong",
        ward: "00376",
        address: "Cột điện số 14 đường Núi Đôi",
        text: "Cột điện bê tông nứt chân, nghiêng ra đường, dây chằng đã đứt một bên.",
        pictures: (Scene::Cables, 1),
        at: "07:15",
        ending: Ending::PublishedLate("Sửa tốt nhưng chậm quá hạn mấy ngày liền."),
        work: (
            "Cột nứt chân, độ nghiêng 6 độ, chưa có vật tư thay thế. Đề xuất chống tạm và thay cột mới.",
            "Đã thay cột mới, căng lại dây và hoàn trả mặt đường; xin lỗi người dân vì chậm do chờ vật tư.",
        ),
        ..PLAIN
    },
    Report {
        category: "van-hoa-du-lich",
        ward: "00226",
        address: "Vỉa hè phố Văn Miếu, cổng di tích",
        text: "Hàng rong chèo kéo khách và nâng giá chụp ảnh trước cổng di tích, khách nước ngoài phàn nàn.",
        pictures: (Scene::Vehicles, 1),
        at: "08:40",
        day: 5,
        ending: Ending::NeverPublished,
        work: (
            "Ghi nhận 9 người bán hàng rong cố định. Đề xuất tuần tra theo ca và niêm yết giá dịch vụ.",
            "Đã nhắc nhở, bố trí tuần tra theo ca và dựng bảng niêm yết giá tại cổng di tích.",
        ),
        ..PLAIN
    },
    // On the desks today --------------------------------------------------------------------------------
    Report {
        citizen: "citizen-hoa",
        category: "giao-thong-vi-pham",
        ward: "00322",
        address: "Phố Tương Mai, đoạn chợ",
        text: "Ô tô đỗ dưới biển cấm đỗ cả ngày ở đoạn chợ Tương Mai, xe buýt không tránh được nhau.",
        pictures: (Scene::Vehicles, 1),
        at: "14:00",
        day: 10,
        ending: Ending::Accepted,
        ..PLAIN
    },
    Report {
        category: "tieng-on",
        ward: "00103",
        address: "Quán số 5 đường Trích Sài",
        text: "Quán hát cho khách dùng loa kéo đến một giờ sáng, cả dãy nhà ven hồ không ngủ được.",
        pictures: (Scene::Lamp, 1),
        at: "08:30",
        day: 9,
        ending: Ending::Handling,
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "van-tai-cong-cong",
        ward: "00619",
        address: "Điểm dừng xe buýt trước số 300 đường Cầu Diễn",
        text: "Nhà chờ xe buýt mất mái và ghế, hành khách đứng mưa nắng, biển lộ trình đã mờ hết chữ.",
        pictures: (Scene::Vehicles, 1),
        at: "08:45",
        day: 7,
        ending: Ending::Drafted,
        work: ("Nhà chờ bị xe tải va đổ mái. Đề xuất thay mái, ghế và biển lộ trình theo mẫu mới.", ""),
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "thien-tai-de-dieu",
        ward: "09700",
        address: "Tuyến đường liên thôn chân núi, xã Ba Vì",
        text: "Sau mưa lớn ta luy sạt xuống nửa mặt đường liên thôn, đá to còn treo phía trên.",
        pictures: (Scene::Site, 2),
        at: "07:10",
        day: 6,
        ending: Ending::Approved,
        work: ("Khối sạt khoảng 60 m³, còn nguy cơ đá lăn. Đề xuất cắm biển, dọn đá và xếp rọ đá chân ta luy.", ""),
        ..PLAIN
    },
    Report {
        category: "thi-truong",
        ward: "00070",
        address: "Phố Hàng Ngang",
        text: "Cửa hàng đổi ngoại tệ không niêm yết và bán hàng giả thương hiệu cho khách du lịch.",
        pictures: (Scene::Vehicles, 1),
        at: "08:55",
        day: 8,
        ending: Ending::Resulted,
        work: (
            "Kiểm tra cửa hàng, tạm giữ 32 sản phẩm không hóa đơn. Đề xuất xử phạt và công khai vi phạm.",
            "Đã xử phạt, tịch thu 32 sản phẩm không rõ nguồn gốc và yêu cầu cửa hàng niêm yết giá.",
        ),
        ..PLAIN
    },
    Report {
        citizen: "citizen-minh",
        category: "nap-cong-ho-ga",
        ward: "00004",
        address: "Ngõ 10 phố Văn Cao",
        text: "Nắp cống ở ngõ 10 phố Văn Cao vỡ đôi, xe đạp của cháu tôi vừa sập bánh sáng nay.",
        pictures: (Scene::Hole, 2),
        day: TODAY,
        ..PLAIN
    },
    Report {
        citizen: "citizen-hoa",
        category: "lao-dong-xa-hoi",
        ward: "00166",
        address: "Chân cầu vượt Mai Dịch",
        text: "Có hai mẹ con người lang thang ngủ dưới chân cầu vượt, trời lạnh, cháu bé đang ốm.",
        pictures: (Scene::Lamp, 1),
        day: TODAY,
        ..PLAIN
    },
    Report {
        category: "duong-ha-tang",
        address: "Ngã năm Bờ Hồ",
        text: "Gach lat via he gan Nha hat mua roi bong troc nhieu vien, troi mua di rat tron.",
        pictures: (Scene::Hole, 1),
        day: TODAY,
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_names_a_category_and_a_ward_that_exist() {
        let sql = store::seed::script(store::seed::Demo::Yes).unwrap();
        for report in REPORTS {
            for (table, id) in [("categories", report.category), ("units", report.ward), ("accounts", report.citizen)] {
                let row = sql.lines().find(|line| line.contains(&format!("INTO {table}(")) && line.contains(&format!("VALUES ('{id}'")));
                assert!(row.is_some(), "there is no {id} in {table}");
            }
        }
    }

    #[test]
    fn one_text_is_written_in_decomposed_letters_and_some_without_marks() {
        assert_eq!(REPORTS.iter().filter(|report| report.text.contains('\u{301}')).count(), 1);
        assert!(REPORTS.iter().filter(|report| report.text.is_ascii()).count() >= 3);
    }
}
