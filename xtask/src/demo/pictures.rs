//! Photographs nobody took: street scenes drawn from a seed, with the EXIF of a phone.

use super::clock::Instant;
use anyhow::{Context, Result};
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use font8x8::{BASIC_FONTS, UnicodeFonts};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 480;
/// Where the street begins.
const HORIZON: i32 = 260;

/// What a picture shows beside houses and a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// A hole in the road.
    Hole,
    /// A heap of rubbish.
    Rubbish,
    /// Water over the road.
    Flood,
    /// A tree that leans.
    Tree,
    /// A lamp post, dark.
    Lamp,
    /// Vehicles where they should not be.
    Vehicles,
    /// A building site.
    Site,
    /// Cables that hang.
    Cables,
    /// Smoke.
    Smoke,
    /// The street in order: the picture of a result.
    Mended,
}

/// A picture to be taken.
pub struct Photograph<'a> {
    /// What it shows.
    pub scene: Scene,
    /// Equal seeds give equal pictures.
    pub seed: u64,
    /// Words on the street sign, without diacritics.
    pub sign: &'a str,
    /// Degrees north and east.
    pub place: (f64, f64),
    /// When.
    pub taken_at: Instant,
}

impl Photograph<'_> {
    /// The JPEG file.
    pub fn take(&self) -> Result<Vec<u8>> {
        let picture = self.draw();
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 82);
        encoder.set_exif_metadata(self.exif()?).context("this encoder writes EXIF")?;
        encoder.write_image(picture.as_raw(), WIDTH as u32, HEIGHT as u32, ExtendedColorType::Rgb8)?;
        Ok(jpeg)
    }

    fn draw(&self) -> RgbImage {
        let mut dice = Dice(self.seed);
        let mut canvas = Canvas(RgbImage::new(WIDTH as u32, HEIGHT as u32));
        sky_and_street(&mut canvas, &mut dice);
        houses(&mut canvas, &mut dice);
        let (x, y) = (dice.between(170, 470), dice.between(330, 410));
        matter(&mut canvas, &mut dice, self.scene, x, y);
        sign(&mut canvas, &mut dice, self.sign);
        grain(&mut canvas, &mut dice);
        canvas.0
    }

    fn exif(&self) -> Result<Vec<u8>> {
        const CAMERAS: [(&str, &str); 4] =
            [("samsung", "SM-A546E"), ("Apple", "iPhone 13"), ("Xiaomi", "23021RAA2Y"), ("OPPO", "CPH2471")];
        let (make, model) = CAMERAS[(self.seed % CAMERAS.len() as u64) as usize];
        let taken = self.taken_at.format("%Y:%m:%d %H:%M:%S").to_string();
        let offset = self.taken_at.format("%:z").to_string();
        let text = |tag, text: &str| field(tag, Value::Ascii(vec![text.as_bytes().to_vec()]));
        let (latitude, longitude) = self.place;
        let fields = [
            text(Tag::Make, make),
            text(Tag::Model, model),
            field(Tag::Orientation, Value::Short(vec![1])),
            text(Tag::DateTime, &taken),
            text(Tag::DateTimeOriginal, &taken),
            text(Tag::DateTimeDigitized, &taken),
            text(Tag::OffsetTimeOriginal, &offset),
            text(Tag::GPSLatitudeRef, "N"),
            field(Tag::GPSLatitude, degrees(latitude)),
            text(Tag::GPSLongitudeRef, "E"),
            field(Tag::GPSLongitude, degrees(longitude)),
        ];
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut bytes = std::io::Cursor::new(Vec::new());
        writer.write(&mut bytes, false).context("writing EXIF")?;
        Ok(bytes.into_inner())
    }
}

fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

/// Degrees, minutes and seconds, as EXIF wants them.
fn degrees(value: f64) -> Value {
    let part = |num: f64, denom: u32| Rational { num: num as u32, denom };
    let minutes = value.fract() * 60.0;
    let seconds = minutes.fract() * 60.0;
    Value::Rational(vec![part(value.trunc(), 1), part(minutes.trunc(), 1), part((seconds * 100.0).round(), 100)])
}

fn sky_and_street(canvas: &mut Canvas, dice: &mut Dice) {
    let (light, haze) = (dice.between(120, 200), dice.between(150, 225));
    for y in 0..HEIGHT {
        let colour = if y < HORIZON {
            let share = y * 100 / HORIZON;
            rgb(light - 40 + (haze - light + 40) * share / 100, light + (haze - light) * share / 100, haze)
        } else {
            let shade = 75 + (y - HORIZON) / 5;
            rgb(shade, shade, shade + 4)
        };
        canvas.rectangle(0, y, WIDTH, 1, colour);
    }
    // Pavement on one side, and the line in the middle of the road.
    let left = dice.chance();
    for y in HORIZON..HEIGHT {
        let wide = 60 + (y - HORIZON) * 2 / 3;
        let tiles = 150 + (y / 9 % 2) * 12;
        canvas.rectangle(if left { 0 } else { WIDTH - wide }, y, wide, 1, rgb(tiles, tiles - 12, tiles - 30));
        if y / 22 % 2 == 0 {
            canvas.rectangle(WIDTH / 2 - (y - HORIZON) / 40 - 2, y, (y - HORIZON) / 20 + 3, 1, rgb(215, 212, 200));
        }
    }
}

fn houses(canvas: &mut Canvas, dice: &mut Dice) {
    let mut x = -dice.between(0, 40);
    while x < WIDTH {
        let (wide, high) = (dice.between(55, 120), dice.between(90, 230));
        let wall = rgb(dice.between(140, 235), dice.between(120, 215), dice.between(90, 190));
        canvas.rectangle(x, HORIZON - high, wide, high, wall);
        canvas.rectangle(x, HORIZON - high, wide, 6, rgb(110, 60, 50));
        let floors = high / 42;
        for floor in 0..floors {
            for window in 0..wide / 30 {
                let lit = if dice.between(0, 4) == 0 { rgb(245, 220, 140) } else { rgb(60, 75, 95) };
                canvas.rectangle(x + 10 + window * 30, HORIZON - high + 14 + floor * 42, 16, 24, lit);
            }
        }
        // The shop on the ground floor and its awning.
        let awning = rgb(dice.between(90, 230), dice.between(40, 160), dice.between(40, 200));
        canvas.rectangle(x + 4, HORIZON - 34, wide - 8, 9, awning);
        x += wide + dice.between(0, 6);
    }
}

fn matter(canvas: &mut Canvas, dice: &mut Dice, scene: Scene, x: i32, y: i32) {
    match scene {
        Scene::Hole => {
            let (wide, high) = (dice.between(50, 110), dice.between(18, 40));
            canvas.ellipse(x, y, wide + 12, high + 6, rgb(120, 108, 92));
            canvas.ellipse(x, y, wide, high, rgb(38, 34, 30));
            canvas.ellipse(x + 8, y + 5, wide * 2 / 3, high / 2, rgb(70, 80, 88));
        }
        Scene::Rubbish => {
            for _ in 0..dice.between(18, 34) {
                let bag = rgb(dice.between(20, 230), dice.between(20, 220), dice.between(20, 220));
                let (dx, dy) = (dice.between(-90, 90), dice.between(-34, 26));
                canvas.ellipse(x + dx, y + dy, dice.between(10, 26), dice.between(8, 20), bag);
            }
        }
        Scene::Flood => {
            let from = dice.between(300, 350);
            for line in from..HEIGHT {
                let wave = (line * 7 + x) % 23;
                canvas.rectangle(0, line, WIDTH, 1, rgb(104 + wave, 96 + wave, 78 + wave / 2));
            }
            canvas.rectangle(x, from - 30, 70, 40, rgb(160, 30, 35));
        }
        Scene::Tree => {
            let lean = dice.between(-90, 90);
            for step in 0..190 {
                canvas.ellipse(x + lean * step / 190, y - step, 9 - step / 40, 4, rgb(88, 62, 40));
            }
            for _ in 0..40 {
                let leaf = rgb(dice.between(20, 70), dice.between(95, 150), dice.between(25, 60));
                canvas.ellipse(x + lean + dice.between(-70, 70), y - 190 + dice.between(-50, 50), 22, 15, leaf);
            }
        }
        Scene::Lamp => {
            canvas.rectangle(x, 90, 7, y - 90, rgb(70, 72, 76));
            canvas.rectangle(x - 50, 90, 55, 5, rgb(70, 72, 76));
            canvas.ellipse(x - 52, 98, 17, 7, rgb(40, 42, 46));
            for line in 0..HEIGHT {
                canvas.shade(line, 45);
            }
        }
        Scene::Vehicles => {
            for number in 0..dice.between(3, 7) {
                let at = 30 + number * dice.between(88, 105);
                let body = rgb(dice.between(30, 230), dice.between(30, 230), dice.between(30, 230));
                let ground = y + dice.between(-14, 14);
                canvas.rectangle(at, ground - 34, 84, 28, body);
                canvas.rectangle(at + 16, ground - 54, 48, 22, rgb(90, 110, 130));
                canvas.ellipse(at + 18, ground - 4, 10, 10, rgb(20, 20, 22));
                canvas.ellipse(at + 66, ground - 4, 10, 10, rgb(20, 20, 22));
            }
        }
        Scene::Site => {
            canvas.rectangle(x - 70, 40, 150, HORIZON - 40, rgb(168, 160, 150));
            for floor in 0..6 {
                canvas.rectangle(x - 70, 60 + floor * 36, 150, 4, rgb(96, 90, 84));
            }
            canvas.ellipse(x, y, 100, 32, rgb(196, 168, 110));
            canvas.ellipse(x + 60, y + 14, 60, 20, rgb(150, 70, 50));
        }
        Scene::Cables => {
            canvas.rectangle(90, 60, 10, 330, rgb(120, 118, 112));
            for cable in 0..dice.between(9, 16) {
                let sag = dice.between(40, 230);
                for along in 0..WIDTH {
                    let from_middle = along - WIDTH / 2;
                    let hang = 80 + cable * 5 + sag - sag * from_middle * from_middle / (320 * 320);
                    canvas.rectangle(along, hang, 1, 2, rgb(25, 25, 28));
                }
            }
        }
        Scene::Smoke => {
            canvas.ellipse(x, y, 40, 14, rgb(230, 120, 40));
            for puff in 0..60 {
                let grey = dice.between(130, 190);
                let (dx, size) = (dice.between(-12, 12) * puff / 14, 8 + puff / 2);
                canvas.ellipse(x + dx, y - puff * 5, size, size * 2 / 3, rgb(grey, grey, grey));
            }
        }
        Scene::Mended => {
            let fresh = dice.between(52, 64);
            canvas.ellipse(x, y, dice.between(90, 130), dice.between(26, 44), rgb(fresh, fresh, fresh + 2));
            canvas.ellipse(560, 350, 16, 40, rgb(240, 120, 20));
        }
    }
}

/// A blue street sign with white letters.
fn sign(canvas: &mut Canvas, dice: &mut Dice, text: &str) {
    const SCALE: i32 = 2;
    let (left, top) = (dice.between(12, 60), dice.between(14, 60));
    let wide = text.len() as i32 * 8 * SCALE + 16;
    canvas.rectangle(left - 2, top - 2, wide + 4, 36, rgb(240, 240, 240));
    canvas.rectangle(left, top, wide, 32, rgb(20, 60, 150));
    for (place, letter) in text.chars().enumerate() {
        let Some(rows) = BASIC_FONTS.get(letter) else { continue };
        for (row, bits) in rows.iter().enumerate() {
            for column in (0..8).filter(|column| bits & (1 << column) != 0) {
                let x = left + 8 + (place as i32 * 8 + column) * SCALE;
                canvas.rectangle(x, top + 8 + row as i32 * SCALE, SCALE, SCALE, rgb(255, 255, 255));
            }
        }
    }
}

/// What a small sensor adds.
fn grain(canvas: &mut Canvas, dice: &mut Dice) {
    for pixel in canvas.0.pixels_mut() {
        let noise = dice.between(-9, 9);
        pixel.0 = pixel.0.map(|part| (i32::from(part) + noise).clamp(0, 255) as u8);
    }
}

fn rgb(red: i32, green: i32, blue: i32) -> Rgb<u8> {
    Rgb([red, green, blue].map(|part| part.clamp(0, 255) as u8))
}

struct Canvas(RgbImage);

impl Canvas {
    fn rectangle(&mut self, left: i32, top: i32, wide: i32, high: i32, colour: Rgb<u8>) {
        for y in top.max(0)..(top + high).min(HEIGHT) {
            for x in left.max(0)..(left + wide).min(WIDTH) {
                self.0.put_pixel(x as u32, y as u32, colour);
            }
        }
    }

    fn ellipse(&mut self, x: i32, y: i32, wide: i32, high: i32, colour: Rgb<u8>) {
        let (wide, high) = (wide.max(1), high.max(1));
        for dy in -high..=high {
            let reach = f64::from(wide) * (1.0 - f64::from(dy * dy) / f64::from(high * high)).max(0.0).sqrt();
            self.rectangle(x - reach as i32, y + dy, 2 * reach as i32 + 1, 1, colour);
        }
    }

    /// Darkens a row to that many per cent.
    fn shade(&mut self, row: i32, per_cent: i32) {
        for x in 0..WIDTH {
            let pixel = self.0.get_pixel_mut(x as u32, row as u32);
            pixel.0 = pixel.0.map(|part| (i32::from(part) * per_cent / 100) as u8);
        }
    }
}

/// Numbers that look random and follow from the seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From the first up to and without the second.
    fn between(&mut self, from: i32, to: i32) -> i32 {
        from + (self.roll() % (to - from).max(1) as u64) as i32
    }

    fn chance(&mut self) -> bool {
        self.roll().is_multiple_of(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photograph(seed: u64) -> Vec<u8> {
        let taken_at = "2026-02-13T16:00:00+07:00".parse().unwrap();
        Photograph { scene: Scene::Hole, seed, sign: "PHO HUE", place: (21.0138, 105.8514), taken_at }.take().unwrap()
    }

    #[test]
    fn no_two_pictures_are_equal_and_each_can_be_drawn_again() {
        assert_ne!(photograph(1), photograph(2));
        assert_eq!(photograph(1), photograph(1));
    }

    #[test]
    fn a_reader_finds_the_place_and_the_time_in_the_file() {
        let file = photograph(7);
        let exif = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(file)).unwrap();
        let shown = |tag| exif.get_field(tag, In::PRIMARY).unwrap().display_value().to_string();
        assert_eq!(shown(Tag::DateTimeOriginal), "2026-02-13 16:00:00");
        assert_eq!(shown(Tag::GPSLatitude), "21 deg 0 min 49.68 sec");
        assert_eq!(shown(Tag::GPSLongitude), "105 deg 51 min 5.04 sec");
    }
}
