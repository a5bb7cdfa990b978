"""What a browser lets a page do. Nothing, unless the page's view says otherwise."""

FEATURES = [
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
]


def permissions_policy(*allowed: str) -> str:
    """The header's value, with `allowed` features for our own pages alone."""
    return ", ".join(
        f"{feature}=(self)" if feature in allowed else f"{feature}=()"
        for feature in FEATURES
    )
