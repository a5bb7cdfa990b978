"""How far it is between two points, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between (breddegrad, længdegrad) in degrees, WGS84, by the haversine formula."""
    (lat_a, lon_a), (lat_b, lon_b) = (map(radians, point) for point in (a, b))
    h = (
        sin((lat_b - lat_a) / 2) ** 2
        + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(h))
