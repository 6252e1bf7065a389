"""The catalogue. Depends on the tables, the views and `bot.database`."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.numbers import euros, serial_key
from bot.backoffice.problems import UnknownSerial
from bot.backoffice.tables import ProductRow
from bot.backoffice.views import Product
from bot.database import Database


class Products:
    """The catalogue over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Product]:
        """Every product by name."""
        async with self._database.read() as session:
            rows = await session.scalars(select(ProductRow).order_by(ProductRow.name))
            return [product_view(row) for row in rows]


async def product_of_serial(session: AsyncSession, serial_number: str) -> ProductRow:
    """The product whose prefix begins the serial number; `UnknownSerial`."""
    key = serial_key(serial_number)
    for row in await session.scalars(select(ProductRow)):
        if key.startswith(serial_key(row.serial_prefix)) and len(key) > len(row.serial_prefix):
            return row
    raise UnknownSerial(serial_number)


def product_view(row: ProductRow) -> Product:
    """What anyone may see of `row`."""
    return Product(
        id=row.id,
        name=row.name,
        model=row.model,
        category_es=row.category_es,
        category_en=row.category_en,
        price_eur=euros(row.price_cents),
        serial_prefix=row.serial_prefix,
        synonyms=tuple(row.synonyms),
        line=row.line,
    )
