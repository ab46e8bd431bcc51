"""What `Desk.forecast` hands out, for screens: the records themselves are the rules' own."""

from console.rules.forecast_records import Band, Course, Forecast, Hand, LateBy

__all__ = ["Band", "Course", "Forecast", "Hand", "LateBy"]
