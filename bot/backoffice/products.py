"""The catalogue. Depends on the tables, the views and `bot.database`."""

from sqlalchemy import select

from bot.backoffice.numbers import euros
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
    )
