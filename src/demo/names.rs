//! Names for practice data, all plainly made up: each has 示例 in it. Occupations and their codes are invented.

use super::dice::Dice;
use crate::records::bureau::BureauId;
use crate::text::Lang;

/// Surnames, with how a login writes them.
const SURNAMES: &[(&str, &str)] = &[
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("赵", "zhao"),
    ("黄", "huang"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("徐", "xu"),
    ("孙", "sun"),
    ("马", "ma"),
    ("朱", "zhu"),
    ("胡", "hu"),
    ("郭", "guo"),
    ("何", "he"),
    ("林", "lin"),
];

/// Given names, with how a login writes them.
const GIVEN: &[(&str, &str)] = &[
    ("伟", "wei"),
    ("芳", "fang"),
    ("娜", "na"),
    ("敏", "min"),
    ("静", "jing"),
    ("丽", "li"),
    ("强", "qiang"),
    ("磊", "lei"),
    ("军", "jun"),
    ("洋", "yang"),
    ("勇", "yong"),
    ("艳", "yan"),
    ("杰", "jie"),
    ("涛", "tao"),
    ("明", "ming"),
    ("超", "chao"),
    ("霞", "xia"),
    ("平", "ping"),
    ("刚", "gang"),
    ("桂英", "guiying"),
    ("建国", "jianguo"),
    ("晓燕", "xiaoyan"),
    ("志强", "zhiqiang"),
    ("海涛", "haitao"),
    ("玉兰", "yulan"),
    ("文博", "wenbo"),
];

/// Two characters that make one agency's name differ from another's.
const MARKS: &[char] = &[
    '安', '博', '诚', '达', '恩', '方', '广', '华', '捷', '凯', '利', '民', '诺', '鹏', '启', '瑞', '盛',
    '泰', '旺', '鑫', '远', '兴', '嘉', '益',
];

/// Invented occupations that level agencies evaluate: code, name, the trade in an agency's name.
pub(super) const TRADES: &[(&str, &str, &str)] = &[
    ("6-99-02-01", "示例工种·焊接", "焊工"),
    ("6-99-02-02", "示例工种·电气", "电工"),
    ("6-99-02-03", "示例工种·车削", "机械"),
    ("6-99-03-01", "示例工种·化工操作", "化工"),
    ("6-99-03-02", "示例工种·轧花", "轧花"),
    ("6-99-04-01", "示例工种·砌筑", "建筑"),
    ("6-99-04-02", "示例工种·起重", "起重机械"),
    ("5-99-01-01", "示例工种·棉花种植", "农业"),
    ("5-99-01-02", "示例工种·滴灌", "节水灌溉"),
    ("5-99-02-01", "示例工种·家畜饲养", "畜牧"),
    ("4-99-01-01", "示例工种·养老照护", "养老护理"),
    ("4-99-01-02", "示例工种·家政", "家政"),
    ("4-99-02-01", "示例工种·仓储", "物流"),
    ("4-99-02-02", "示例工种·网店运营", "电子商务"),
    ("4-99-03-01", "示例工种·烹饪", "烹饪"),
    ("3-99-01-01", "示例工种·消防巡查", "消防"),
];

/// Invented items that special-ability agencies assess.
pub(super) const ITEMS: &[(&str, &str, &str)] = &[
    ("4-99-08-01", "示例专项·拉面制作", "面点"),
    ("4-99-08-02", "示例专项·馕制作", "特色餐饮"),
    ("6-99-08-01", "示例专项·地毯编织", "编织"),
    ("5-99-08-01", "示例专项·红枣分级", "林果"),
    ("4-99-08-03", "示例专项·短视频拍摄", "新媒体"),
];

/// Invented occupations of the qualification catalogue.
pub(super) const QUALIFICATIONS: &[(&str, &str, &str)] = &[
    ("3-99-09-01", "示例职业·消防设施", "消防设施"),
    ("4-99-09-01", "示例职业·航空服务", "航空服务"),
    ("6-99-09-01", "示例职业·特种设备", "特种设备"),
];

/// A person: 示例王敏.
pub(super) fn person(dice: &mut Dice) -> String {
    format!("示例{}{}", dice.pick(SURNAMES).0, dice.pick(GIVEN).0)
}

/// A person with a login: 示例王敏, wangmin.
pub(super) fn person_with_login(dice: &mut Dice) -> (String, String) {
    let (surname, given) = (dice.pick(SURNAMES), dice.pick(GIVEN));
    (format!("示例{}{}", surname.0, given.0), format!("{}{}", surname.1, given.1))
}

/// Two characters for a name.
pub(super) fn mark(dice: &mut Dice) -> String {
    [*dice.pick(MARKS), *dice.pick(MARKS)].iter().collect()
}

/// How names of agencies under a bureau begin: the city, or the division where it has none.
pub(super) fn place(bureau: BureauId) -> String {
    if bureau.is_corps() {
        return "兵团".to_owned();
    }
    match bureau.city() {
        Some(city) => city.trim_end_matches('市').to_owned(),
        None => bureau.short_label().get(Lang::Zh).to_owned(),
    }
}
