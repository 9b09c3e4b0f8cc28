//! Where something is, and which wards are likely.

use crate::UnitId;

/// A point on the WGS 84 ellipsoid, in degrees, inside the box around Hanoi.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    latitude: f64,
    longitude: f64,
}

impl Point {
    /// South, north, west and east edge of the box, in degrees. A little wider than the city.
    pub const BOX: (f64, f64, f64, f64) = (20.5, 21.45, 105.25, 106.1);

    /// Takes a point in or near Hanoi; `None` elsewhere and for numbers that are no coordinates.
    ///
    /// ```
    /// use domain::Point;
    /// assert!(Point::new(21.0285, 105.8522).is_some()); // Hồ Gươm
    /// assert!(Point::new(10.7769, 106.7009).is_none()); // another city
    /// assert!(Point::new(f64::NAN, 105.8).is_none());
    /// ```
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let (south, north, west, east) = Self::BOX;
        ((south..=north).contains(&latitude) && (west..=east).contains(&longitude))
            .then_some(Self { latitude, longitude })
    }

    /// Degrees north.
    pub fn latitude(&self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    pub fn longitude(&self) -> f64 {
        self.longitude
    }

    /// Great-circle distance in metres on a sphere of 6,371 km; good to about 0.5 %.
    pub fn metres_to(&self, other: &Point) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_latitude = ((b - a) / 2.0).sin();
        let half_longitude = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let h = half_latitude * half_latitude + a.cos() * b.cos() * half_longitude * half_longitude;
        2.0 * 6_371_000.0 * h.sqrt().asin()
    }
}

/// A ward or commune as seen from a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Ward {
    /// Its official code.
    pub unit: UnitId,
    /// Its name with its kind, for example `Phường Hoàn Kiếm`.
    pub name: String,
    /// Its centroid.
    pub centroid: Point,
}

/// The `count` wards whose centroids are nearest, nearest first, with the distance in metres.
///
/// A centroid only suggests: it names the right ward for about three points in four, so the
/// citizen confirms.
pub fn nearest_wards<'a>(wards: &'a [Ward], point: &Point, count: usize) -> Vec<(&'a Ward, f64)> {
    let mut by_distance: Vec<_> =
        wards.iter().map(|ward| (ward, ward.centroid.metres_to(point))).collect();
    by_distance.sort_by(|a, b| a.1.total_cmp(&b.1));
    by_distance.truncate(count);
    by_distance
}
